using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCluster.Objects;

/// <summary>
/// The JSON paths that definitions of custom kinds hold: <c>.spec.replicas</c>, <c>.items[0]</c>, <c>.items[*]</c>,
/// <c>.conditions[?(@.type=="Ready")].status</c>. A dot within a name is written <c>\.</c>.
/// </summary>
internal sealed partial class JsonPath
{
    private readonly IReadOnlyList<string> _steps;

    private JsonPath(IReadOnlyList<string> steps) => _steps = steps;

    /// <summary>Reads a path; what is no step of one is passed over.</summary>
    public static JsonPath Parse(string text) =>
        new([
            .. Step()
                .Matches(text)
                .Select(m =>
                    m.Groups["name"] is { Success: true } name
                        ? name.Value.Replace("\\", "", StringComparison.Ordinal)
                        : m.Groups["other"].Value
                ),
        ]);

    /// <summary>The first value that it leads to; null where there is none.</summary>
    public JsonNode? Find(JsonNode? node)
    {
        foreach (var step in _steps)
            node = Next(node, step);
        return node?.GetValueKind() == JsonValueKind.Null ? null : node;
    }

    /// <summary>
    /// Sets the value that it leads to, and makes the objects on the way. For paths of names alone.
    /// </summary>
    public void Set(JsonObject obj, JsonNode value) =>
        _steps.SkipLast(1).Aggregate(obj, (node, step) => node.Child(step))[_steps[^1]] = value;

    private static JsonNode? Next(JsonNode? node, string step) =>
        node switch
        {
            JsonObject obj => obj[step],
            JsonArray list when Filter().Match(step) is { Success: true } filter => list.FirstOrDefault(
                item =>
                    item.At(filter.Groups["field"].Value.Split('.'))?.ToString()
                    == filter.Groups["value"].Value
            ),
            JsonArray list when step == "*" => list.FirstOrDefault(),
            JsonArray list when int.TryParse(step, out var index) && index < list.Count && index >= 0 => list[
                index
            ],
            _ => null,
        };

    [GeneratedRegex(@"\.(?<name>(\\.|[^.\[\\])+)|\[(?<other>\?\([^)]*\)|[^\]]+)\]")]
    private static partial Regex Step();

    [GeneratedRegex("""^\?\(@\.(?<field>[\w.]+)\s*==\s*["'](?<value>[^"']*)["']\)$""")]
    private static partial Regex Filter();
}
