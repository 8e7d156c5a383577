using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Apply;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>The patches that are not applies, as functions from the live object to the new one.</summary>
internal static class PatchBody
{
    /// <exception cref="ApiException">415: the media type is none of a patch. 400: the patch cannot be
    /// read.</exception>
    public static Func<JsonObject, JsonObject> Read(string media, string text, KindDefinition kind)
    {
        var patch = media
            is "application/json-patch+json"
                or "application/merge-patch+json"
                or "application/strategic-merge-patch+json"
            ? Bodies.Json(text, kind.Kind.Kind)
            : throw Refusals.UnsupportedMediaType();
        if (media == "application/json-patch+json")
        {
            var operations =
                patch as JsonArray
                ?? throw Refusals.BadRequest("a JSON patch must be an array of operations");
            return live => Object(JsonPatch.Apply(live, operations));
        }
        var changes = patch as JsonObject ?? throw Refusals.BadRequest("a merge patch must be an object");
        if (media == "application/merge-patch+json")
            return live => Object(MergePatch.Apply(live, changes));
        if (kind.Custom is not null)
            throw Refusals.UnsupportedMediaType();
        return live => StrategicMergePatch.Apply(new StructType(kind.Schema), live, changes);
    }

    private static JsonObject Object(JsonNode? node) =>
        node as JsonObject ?? throw Refusals.BadRequest("the patch result is not an object");
}
