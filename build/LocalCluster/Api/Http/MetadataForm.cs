using System.Text.Json.Nodes;

namespace LocalCluster.Api.Http;

/// <summary>Objects without all but their metadata (meta.k8s.io PartialObjectMetadata).</summary>
internal static class MetadataForm
{
    public static JsonObject One(JsonObject obj) =>
        new()
        {
            ["kind"] = "PartialObjectMetadata",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = obj["metadata"]?.DeepClone(),
        };

    public static JsonObject List(IEnumerable<JsonObject> objects, JsonObject metadata) =>
        new()
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. objects.Select(JsonNode (o) => One(o))]),
        };
}
