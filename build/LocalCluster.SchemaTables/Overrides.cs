namespace LocalCluster.SchemaTables;

/// <summary>
/// Where the tables differ from the Go source on purpose: lines <c>Type.field :text</c>, and <c>Type.*
/// :any</c> for types that are not looked into.
/// </summary>
internal sealed class Overrides(string text)
{
    private readonly Dictionary<string, string> _lines = text.Split('\n')
        .Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split(' ', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(l => l[0], l => l[1]);

    /// <summary>The text behind a field's name; null if the Go source holds.</summary>
    public string? Of(string type, string field) => _lines.GetValueOrDefault($"{type}.{field}");
}
