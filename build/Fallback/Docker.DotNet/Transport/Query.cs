using System.Globalization;
using System.Text;

namespace Docker.DotNet.Transport;

/// <summary>The query of a request; values that are not set are left out.</summary>
internal sealed class Query
{
    private readonly StringBuilder _text = new();

    /// <summary>A name within a path: slashes part it, all else is escaped.</summary>
    public static string Path(string name) =>
        Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);

    public Query Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return this;
        var separator = _text.Length == 0 ? '?' : '&';
        _text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Query Add(string name, bool? value) =>
        Add(name, value switch { true => "1", false => "0", null => null });

    public Query Add(string name, long? value) =>
        Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query Add(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
            Add(name, value);
        return this;
    }

    public override string ToString() => _text.ToString();
}
