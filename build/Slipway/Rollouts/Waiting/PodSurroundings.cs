using System.Text.Json;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>What a pod needs besides itself: the claims of its volumes and the node that it was given.</summary>
internal static class PodSurroundings
{
    private const string Claim = "PersistentVolumeClaim";
    private const string Node = "Node";

    /// <summary>Whether events about such an object may explain a pod.</summary>
    public static bool IsOne(string kind) => kind is Claim or Node;

    /// <summary>Whether it is the pod's node.</summary>
    public static bool IsNode(string kind) => kind == Node;

    /// <summary>Kind, name, and what to call it.</summary>
    public static IEnumerable<(string Kind, string Name, string Words)> Of(KubeObject pod)
    {
        if (pod.Text("spec", "nodeName") is { Length: > 0 } node)
        {
            // It was scheduled, so its claims are bound.
            yield return (Node, node, $"node {node}");
            yield break;
        }
        if (pod.At("spec", "volumes") is not { ValueKind: JsonValueKind.Array } volumes)
            yield break;
        foreach (var volume in volumes.Items())
        {
            if (ClaimOf(volume, pod) is { } claim)
                yield return (Claim, claim, $"claim {claim}");
        }
    }

    // A generic ephemeral volume has a claim that is named after the pod (KEP-1698).
    private static string? ClaimOf(JsonElement volume, KubeObject pod)
    {
        if (ContainerState.At(volume, "persistentVolumeClaim") is { } source)
            return ContainerState.Text(source, "claimName");
        return ContainerState.At(volume, "ephemeral") is not null
            ? $"{pod.Name}-{ContainerState.Text(volume, "name")}"
            : null;
    }
}
