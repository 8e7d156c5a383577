using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Rollouts.Canary;

/// <summary>
/// The Deployment that runs a canary beside its stable one, which stays as it is, autoscaler and budget too.
/// </summary>
public static class CanaryWorkload
{
    /// <summary>The annotation of a canary's Deployment that names the stable one.</summary>
    public const string CanaryOf = "slipway.dev/canary-of";

    /// <summary>What a canary's Deployment is called.</summary>
    public static string NameOf(string stable) => $"{stable}-canary";

    /// <summary>The canary's Deployment: the new one under another name, with its own pods.</summary>
    /// <param name="rendered">The new Deployment, as it will be after promotion; canary-capable.</param>
    /// <param name="replicas">How many pods; 0 for no traffic.</param>
    /// <exception cref="ArgumentException">The Deployment is not canary-capable.</exception>
    public static KubeObject Of(KubeObject rendered, int replicas) =>
        Missing(rendered) is { } missing
            ? throw new ArgumentException(
                $"{rendered.Display} cannot have a canary: {missing}",
                nameof(rendered)
            )
            : rendered.With(deployment =>
            {
                var metadata = deployment["metadata"]!.AsObject();
                metadata["name"] = NameOf(rendered.Name);
                Child(metadata, "labels")[Tracks.Label] = Tracks.Canary;
                Child(metadata, "annotations")[CanaryOf] = rendered.Name;
                var spec = deployment["spec"]!.AsObject();
                spec["replicas"] = replicas;
                spec["selector"]!["matchLabels"]![Tracks.Label] = Tracks.Canary;
                spec["template"]!["metadata"]!["labels"]![Tracks.Label] = Tracks.Canary;
                deployment.Remove("status");
            });

    /// <summary>What a workload lacks to have a canary; null when nothing is missing.</summary>
    internal static string? Missing(KubeObject workload)
    {
        if (workload.GroupKind is not ("apps", "Deployment"))
            return "only a Deployment can run a canary";
        string[] places = ["spec.selector.matchLabels", "spec.template.metadata.labels"];
        var missing = places
            .Where(place => workload.Text([.. place.Split('.'), Tracks.Label]) != Tracks.Stable)
            .ToList();
        return missing.Count == 0
            ? null
            : $"it needs '{Tracks.Label}: {Tracks.Stable}' in {string.Join(" and in ", missing)}";
    }

    /// <summary>
    /// Whether both run the same pods. Only what was applied may be compared, not what a server made of it.
    /// </summary>
    internal static bool SamePods(KubeObject one, KubeObject other) =>
        one.At("spec", "template") is { } left && other.At("spec", "template") is { } right
            ? JsonElement.DeepEquals(left, right)
            : JsonElement.DeepEquals(one.Json, other.Json);

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
            parent[name] = child = [];
        return child;
    }
}
