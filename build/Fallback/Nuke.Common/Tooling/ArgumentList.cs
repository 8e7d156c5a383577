namespace Nuke.Common.Tooling;

/// <summary>Collects the words of a command line, and leaves out what is not set.</summary>
internal sealed class ArgumentList
{
    private readonly List<string> _words = [];

    internal IReadOnlyList<string> Words => _words;

    internal void Value(string value)
    {
        if (!string.IsNullOrEmpty(value))
            _words.Add(Quote(value));
    }

    internal void Option(string name, string value)
    {
        if (!string.IsNullOrEmpty(value))
            _words.AddRange([name, Quote(value)]);
    }

    internal void Options(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
            Option(name, value);
    }

    internal void Flag(string name, bool? isSet)
    {
        if (isSet == true)
            _words.Add(name);
    }

    /// <summary>A flag that can be switched off too.</summary>
    internal void Switch(string name, bool? isSet)
    {
        if (isSet is { } value)
            _words.AddRange([name, value ? "true" : "false"]);
    }

    internal void Properties(IReadOnlyDictionary<string, object> properties)
    {
        foreach (var (name, value) in properties)
            _words.Add($"--property:{name}={Quote(Escape(value))}");
    }

    internal static string Quote(string value) =>
        value.Contains(' ') && value[0] != '"' ? $"\"{value.Replace("\"", "\\\"")}\"" : value;

    /// <summary>MSBuild takes <c>;</c> and <c>,</c> for the end of a property.</summary>
    private static string Escape(object value) =>
        (value is bool ? value.ToString().ToLowerInvariant() : $"{value}")
            .Replace("%", "%25")
            .Replace(";", "%3B")
            .Replace(",", "%2C");
}
