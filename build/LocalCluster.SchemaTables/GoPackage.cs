using System.Text.RegularExpressions;

namespace LocalCluster.SchemaTables;

/// <summary>
/// The types of one Go package of the Kubernetes API. Its sources are machine-checked and formatted by gofmt, so
/// they are read line by line.
/// </summary>
internal sealed partial class GoPackage
{
    private readonly List<string> _comment = [];

    /// <summary>The structs by name.</summary>
    public Dictionary<string, GoStruct> Structs { get; } = [];

    /// <summary>What the other named types stand for, for example <c>map[ResourceName]resource.Quantity</c>.</summary>
    public Dictionary<string, string> Aliases { get; } = [];

    /// <summary>The import paths by the name under which they are used.</summary>
    public Dictionary<string, string> Imports { get; } = [];

    /// <summary>Reads the text of one file of the package.</summary>
    public void Add(string source)
    {
        GoStructBuilder? open = null;
        foreach (var line in source.Split('\n'))
        {
            if (line.TrimStart() is ['/', '/', .. var comment])
                _comment.Add(comment.Trim());
            else if (open is not null)
                open = AddLine(open, line);
            else if (StructLine().Match(line) is { Success: true } start)
                open = new GoStructBuilder(start.Groups[1].Value, Sentence(_comment), Markers());
            else if (EmptyStructLine().Match(line) is { Success: true } empty)
                Structs[empty.Groups[1].Value] = new(empty.Groups[1].Value, Sentence(_comment), false, []);
            else if (AliasLine().Match(line) is { Success: true } alias)
                Aliases[alias.Groups[1].Value] = alias.Groups[2].Value;
            else if (ImportLine().Match(line) is { Success: true } import)
                AddImport(import.Groups[1].Value, import.Groups[2].Value);
            // Markers of a type may stand in a paragraph of their own above its comment.
            if (line.Length > 0 && !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                _comment.Clear();
        }
    }

    private GoStructBuilder? AddLine(GoStructBuilder open, string line)
    {
        if (line == "}")
        {
            Structs[open.Name] = new(
                open.Name,
                open.Doc,
                open.Markers["structType"].Contains("atomic"),
                open.Fields
            );
            return null;
        }
        if (FieldLine().Match(line) is { Success: true } field)
        {
            open.Fields.Add(Field(field.Groups["type"].Value, field.Groups["tags"].Value, Markers()));
        }
        else if (line.Length == 0)
            _comment.Clear();
        return open;
    }

    private static GoField Field(string type, string tags, ILookup<string, string> markers)
    {
        var json = Tag(tags, "json").Split(',');
        var number = Tag(tags, "protobuf").Split(',');
        return new GoField(
            json[0],
            type,
            json.Contains("omitempty") || json.Contains("omitzero"),
            number.Length > 1 ? int.Parse(number[1]) : null,
            Tag(tags, "patchMergeKey") is { Length: > 0 } key ? key : null,
            markers
        );
    }

    private static string Tag(string tags, string name) =>
        Regex.Match(tags, $@"\b{name}:""([^""]*)""").Groups[1].Value;

    private void AddImport(string name, string path) =>
        Imports[name.Length > 0 ? name : path.Split('/')[^1]] = path;

    private ILookup<string, string> Markers() =>
        _comment
            .Where(l => l.StartsWith('+'))
            .Select(l => l[1..].Split('=', 2))
            .ToLookup(m => m[0], m => m.Length > 1 ? m[1] : "");

    private static string Sentence(IEnumerable<string> comment)
    {
        var text = string.Join(' ', comment.Where(l => l.Length > 0 && l[0] != '+'));
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    [GeneratedRegex(@"^type (\w+) struct \{$")]
    private static partial Regex StructLine();

    [GeneratedRegex(@"^type (\w+) struct ?\{\s*\}$")]
    private static partial Regex EmptyStructLine();

    [GeneratedRegex(@"^type (\w+) =?\s*([\w.\[\]*]+)$")]
    private static partial Regex AliasLine();

    [GeneratedRegex(@"^\t(?:(\w+) )?""([^""]+)""$")]
    private static partial Regex ImportLine();

    [GeneratedRegex(@"^\t(?:\w+\s+)?(?<type>[\w.\[\]*]+)\s+`(?<tags>.*)`")]
    private static partial Regex FieldLine();

    private sealed record GoStructBuilder(string Name, string Doc, ILookup<string, string> Markers)
    {
        public List<GoField> Fields { get; } = [];
    }
}
