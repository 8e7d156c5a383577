using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Tables;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>Objects as rows of a table (meta.k8s.io Table).</summary>
internal sealed class TableRenderer(TimeProvider time)
{
    /// <param name="kind">The objects' kind.</param>
    /// <param name="objects">The rows.</param>
    /// <param name="version">The resourceVersion of the table.</param>
    /// <param name="include">The query parameter <c>includeObject</c>: <c>None</c>, <c>Metadata</c> or
    /// <c>Object</c>.</param>
    /// <param name="header">Whether the columns are described; only the first event of a watch does.</param>
    public JsonObject Render(
        KindDefinition kind,
        IEnumerable<Stored> objects,
        string version,
        string include,
        bool header = true
    )
    {
        // The columns are those of the stored version where the versions differ in more than their name.
        var shown = kind is { Storage: { } storage, Conversion: not null } ? storage : kind;
        return Render(
            Columns.Of(shown),
            objects.Select(o => (shown == kind ? o.Object : kind.ToStored(o.Object), o.Object)),
            version,
            include,
            header
        );
    }

    /// <summary>The scale of an object as a table.</summary>
    public JsonObject RenderScale(JsonObject scale, string include) =>
        Render(
            Columns.Scale,
            [(scale, scale)],
            scale.Text("metadata", "resourceVersion") ?? "",
            include,
            true
        );

    private JsonObject Render(
        IReadOnlyList<Column> columns,
        IEnumerable<(JsonObject Shown, JsonObject Object)> objects,
        string version,
        string include,
        bool header
    )
    {
        var now = time.GetUtcNow();
        var rows = objects.Select(JsonNode (o) => Row(columns, o.Shown, o.Object, now, include));
        var table = new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = version },
            ["columnDefinitions"] = header
                ? new JsonArray([.. columns.Select(JsonNode (c) => c.Definition())])
                : null,
            ["rows"] = new JsonArray([.. rows]),
        };
        return table;
    }

    private static JsonObject Row(
        IReadOnlyList<Column> columns,
        JsonObject shown,
        JsonObject obj,
        DateTimeOffset now,
        string include
    )
    {
        var row = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(c => c.Cell(shown, now))]) };
        row["object"] = include switch
        {
            "None" => null,
            "Object" => obj.DeepClone(),
            _ => MetadataForm.One(obj),
        };
        return row;
    }
}
