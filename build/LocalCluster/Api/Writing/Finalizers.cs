using System.Text.Json.Nodes;

namespace LocalCluster.Api.Writing;

/// <summary>The finalizers that the API server itself sets.</summary>
internal static class Finalizers
{
    /// <summary>The object goes after its dependents.</summary>
    public const string Foreground = "foregroundDeletion";

    /// <summary>The object goes after its dependents have forgotten it.</summary>
    public const string Orphan = "orphan";

    /// <summary>The definition of a custom kind goes after its objects.</summary>
    public const string CustomObjects = "customresourcecleanup.apiextensions.k8s.io";

    public static void Set(JsonObject metadata, IReadOnlyList<string> finalizers)
    {
        metadata.Remove("finalizers");
        if (finalizers.Count > 0)
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(JsonNode (f) => f)]);
    }
}
