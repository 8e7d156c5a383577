using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>Whether a pod fits the node next to those that run there. Pure.</summary>
internal static class NodeFit
{
    private const string Preemption = "preemption: 0/1 nodes are available: 1 ";

    /// <summary>The scheduler's message when it does not fit; null when it does.</summary>
    public static string? Refuse(JsonObject pod, JsonObject node, IReadOnlyCollection<JsonObject> running)
    {
        if (node.Flag("spec", "unschedulable"))
            return Unhelpful("1 node(s) were unschedulable");
        if (!Selects(pod, node.Labels()))
            return Unhelpful("1 node(s) didn't match Pod's node affinity/selector");
        var lacking = new List<string>();
        if (running.Count + 1 > (Value(node.Text("status", "allocatable", "pods")) ?? decimal.MaxValue))
            lacking.Add("1 Too many pods");
        foreach (var resource in new[] { "cpu", "memory" })
        {
            var wanted = Requests(pod, resource);
            var free =
                Value(node.Text("status", "allocatable", resource)) - running.Sum(p => Requests(p, resource));
            if (wanted > 0 && wanted > free)
                lacking.Add($"1 Insufficient {resource}");
        }
        return lacking.Count == 0
            ? null
            : $"0/1 nodes are available: {string.Join(", ", lacking)}. {Preemption}"
                + "No preemption victims found for incoming pod..";
    }

    /// <summary>
    /// A pod's requests: the sum of its containers, or the largest init container if that is more.
    /// </summary>
    public static decimal Requests(JsonObject pod, string resource)
    {
        var together = pod.Items("spec", "containers")
            .Sum(c => Value(c.Text("resources", "requests", resource)) ?? 0);
        var single = pod.Items("spec", "initContainers")
            .Select(c => Value(c.Text("resources", "requests", resource)) ?? 0)
            .DefaultIfEmpty()
            .Max();
        return Math.Max(together, single);
    }

    /// <summary>Whether nodeSelector and required node affinity admit a node with these labels.</summary>
    public static bool Selects(JsonObject pod, IReadOnlyDictionary<string, string> labels)
    {
        if (!LabelSelector.OfMap(pod.At("spec", "nodeSelector")).Matches(labels))
            return false;
        var required = pod.At(
            "spec",
            "affinity",
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution"
        );
        return required is null
            || required.Items("nodeSelectorTerms").Any(term => LabelSelector.Of(term).Matches(labels));
    }

    /// <summary>The first claim of the pod's volumes that does not exist; null where none is missing.</summary>
    public static string? MissingClaim(JsonObject pod, Func<string, bool> exists) =>
        pod.Items("spec", "volumes")
            .Select(volume => volume.Text("persistentVolumeClaim", "claimName"))
            .OfType<string>()
            .FirstOrDefault(claim => !exists(claim))
            is { } missing
            ? Unhelpful($"persistentvolumeclaim \"{missing}\" not found")
            : null;

    private static string Unhelpful(string why) =>
        $"0/1 nodes are available: {why}. {Preemption}Preemption is not helpful for scheduling..";

    private static decimal? Value(string? text) =>
        Quantity.TryParse(text, out var quantity) ? quantity.Value : null;
}
