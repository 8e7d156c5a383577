using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of custom kinds, from their definition's additionalPrinterColumns.</summary>
internal static class CustomColumns
{
    public static IReadOnlyList<Column> Of(CustomKind kind) =>
        kind.Columns.Count == 0
            ? [Columns.Name, Columns.Age]
            : [Columns.Name, .. kind.Columns.Select(Column)];

    private static Column Column(JsonObject definition)
    {
        var path = JsonPath.Parse(definition.Text("jsonPath") ?? "");
        var isDate = definition.Text("type") == "date";
        return new Column(
            definition.Text("name") ?? "",
            isDate ? "string" : definition.Text("type") ?? "string",
            definition.Number("priority") > 0,
            (o, now) =>
                path.Find(o) is { } value ? (isDate ? Ages.Since(value.Text(), now) : Plain(value)) : null,
            definition.Text("description") ?? ""
        );
    }

    private static JsonNode Plain(JsonNode value) =>
        value is JsonValue ? value.DeepClone() : value.ToJsonString(JsonText.Options);
}
