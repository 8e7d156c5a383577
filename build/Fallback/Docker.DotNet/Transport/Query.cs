using System.Globalization;
using System.Text;

namespace Docker.DotNet.Transport;

/// <summary>
/// The query of a request. As in the package, not only values that are not set are left out, but false and
/// zero too: the engine goes by its own defaults then.
/// </summary>
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

    public Query Add(string name, bool? value) => Add(name, value == true ? "1" : null);

    public Query Add(string name, long? value) =>
        Add(name, value is null or 0 ? null : value.Value.ToString(CultureInfo.InvariantCulture));

    public Query Add(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
            Add(name, value);
        return this;
    }

    public override string ToString() => _text.ToString();
}
