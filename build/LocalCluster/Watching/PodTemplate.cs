using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>Pods from templates, and what makes two templates the same.</summary>
internal static class PodTemplate
{
    public const string HashLabel = "pod-template-hash";

    /// <summary>A pod of the template, controlled by <paramref name="owner"/>, without a name.</summary>
    public static JsonObject NewPod(ResourceKind ownerKind, JsonObject owner, JsonNode? template)
    {
        var metadata = new JsonObject { ["namespace"] = owner.NamespaceName() };
        foreach (var field in new[] { "labels", "annotations", "finalizers" })
        {
            if (template.At("metadata", field) is { } value)
                metadata[field] = value.DeepClone();
        }
        metadata["ownerReferences"] = new JsonArray(Owners.Reference(ownerKind, owner));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = template.At("spec")?.DeepClone() ?? new JsonObject(),
        };
    }

    /// <summary>Whether two templates are the same but for the hash label of the ReplicaSet.</summary>
    public static bool Same(JsonNode? one, JsonNode? other) => Text(one) == Text(other);

    /// <summary>The value of the hash label for a template.</summary>
    public static string Hash(JsonNode? template, int collisions) =>
        Fnv.Name(Fnv.Hash32(collisions == 0 ? Text(template) : $"{Text(template)}#{collisions}"));

    /// <summary>
    /// One text for equal content: fields sorted, absent and null alike, without the hash label.
    /// </summary>
    private static string Text(JsonNode? template)
    {
        var sorted = Sorted(template) as JsonObject ?? [];
        (sorted.At("metadata", "labels") as JsonObject)?.Remove(HashLabel);
        return sorted.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject obj => new JsonObject(
                obj.Where(p => p.Value is not null)
                    .OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))
            ),
            JsonArray array => new JsonArray([.. array.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
