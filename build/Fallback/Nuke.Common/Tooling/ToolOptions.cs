namespace Nuke.Common.Tooling;

/// <summary>
/// Options of a tool. Immutable: every setter returns a changed copy, so that one set can be the base of
/// several.
/// </summary>
public abstract class ToolOptions
{
    /// <summary>The command line after the tool's name.</summary>
    internal string Render() => string.Join(' ', Arguments());

    internal abstract IEnumerable<string> Arguments();

    internal T With<T>(Action<T> change)
        where T : ToolOptions
    {
        var copy = (T)MemberwiseClone();
        change(copy);
        return copy;
    }

    internal static string Quote(string value) =>
        value.Contains(' ') && value[0] != '"' ? $"\"{value.Replace("\"", "\\\"")}\"" : value;
}
