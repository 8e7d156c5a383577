using System.Runtime.CompilerServices;
using System.Text;
using Nuke.Common.IO;

namespace Nuke.Common.Tooling;

/// <summary>
/// Arguments written as an interpolated string: a value with a blank is quoted, <c>{value:nq}</c> never is,
/// and <c>{value:r}</c> is hidden wherever the command and its output are shown.
/// </summary>
[InterpolatedStringHandler]
public ref struct ArgumentStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<string> _secrets;

    public ArgumentStringHandler(int literalLength, int formattedCount, out bool handlerIsValid)
    {
        _text = new StringBuilder(literalLength);
        _secrets = [];
        handlerIsValid = true;
    }

    public static implicit operator ArgumentStringHandler(string value)
    {
        var handler = new ArgumentStringHandler(value?.Length ?? 0, formattedCount: 0, out _);
        handler.AppendLiteral(value);
        return handler;
    }

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string value, int alignment = 0, string format = null)
    {
        if (format == "r" && !string.IsNullOrEmpty(value))
            _secrets.Add(value);
        var insideQuotes = _text.Length > 0 && _text[^1] is '"' or '\'';
        _text.Append(insideQuotes || format == AbsolutePath.NoQuotes ? value : Quoted(value));
    }

    public void AppendFormatted(IAbsolutePathHolder value, int alignment = 0, string format = null) =>
        AppendFormatted((string)value?.Path, alignment, format);

    public void AppendFormatted(IEnumerable<string> values, int alignment = 0, string format = null) =>
        _text.AppendJoin(' ', values.Select(Quoted));

    public void AppendFormatted(object value, int alignment = 0, string format = null) =>
        AppendFormatted(value?.ToString(), alignment, format);

    public string ToStringAndClear()
    {
        var text = _text?.ToString();
        _text?.Clear();
        return text;
    }

    /// <summary>Replaces what must not be seen.</summary>
    public Func<string, string> GetFilter()
    {
        var secrets = _secrets;
        return text => secrets?.Aggregate(text, (x, secret) => x.Replace(secret, "[REDACTED]")) ?? text;
    }

    private static string Quoted(string value) =>
        value is { Length: > 0 } && !value.Contains(' ') ? value : $"\"{value?.Replace("\"", "\\\"")}\"";
}
