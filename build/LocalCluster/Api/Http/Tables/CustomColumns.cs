using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of custom kinds, from their definition's additionalPrinterColumns.</summary>
internal static partial class CustomColumns
{
    public static IReadOnlyList<Column> Of(CustomKind kind) =>
        kind.Columns.Count == 0
            ? [Columns.Name, Columns.Age]
            : [Columns.Name, .. kind.Columns.Select(Column)];

    private static Column Column(JsonObject definition)
    {
        var steps = Step()
            .Matches(definition.Text("jsonPath") ?? "")
            .Select(m => m.Groups["name"].Success ? m.Groups["name"].Value : m.Groups["other"].Value)
            .ToList();
        var isDate = definition.Text("type") == "date";
        return new Column(
            definition.Text("name") ?? "",
            isDate ? "string" : definition.Text("type") ?? "string",
            definition.Number("priority") > 0,
            (o, now) =>
                Value(o, steps) is { } value ? (isDate ? Ages.Since(value.Text(), now) : Plain(value)) : null,
            definition.Text("description") ?? ""
        );
    }

    private static JsonNode Plain(JsonNode value) =>
        value is JsonValue ? value.DeepClone() : value.ToJsonString(JsonText.Options);

    /// <summary>The first value that a path leads to; a filter is <c>?(@.type=="Ready")</c>.</summary>
    private static JsonNode? Value(JsonNode? node, IReadOnlyList<string> steps)
    {
        foreach (var step in steps)
        {
            node = node switch
            {
                JsonObject obj => obj[step],
                JsonArray list when Filter().Match(step) is { Success: true } filter => list.FirstOrDefault(
                    i =>
                        i.At(filter.Groups["field"].Value.Split('.'))?.ToString()
                        == filter.Groups["value"].Value
                ),
                JsonArray list when step == "*" => list.FirstOrDefault(),
                JsonArray list when int.TryParse(step, out var index) && index < list.Count && index >= 0 =>
                    list[index],
                _ => null,
            };
        }
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.Null ? null : node;
    }

    [GeneratedRegex(@"\.(?<name>(\\.|[^.\[\\])+)|\[(?<other>\?\([^)]*\)|[^\]]+)\]")]
    private static partial Regex Step();

    [GeneratedRegex("""^\?\(@\.(?<field>[\w.]+)\s*==\s*["'](?<value>[^"']*)["']\)$""")]
    private static partial Regex Filter();
}
