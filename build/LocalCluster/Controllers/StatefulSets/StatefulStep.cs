using System.Text.Json.Nodes;
using LocalCluster.Controllers.Revisioned;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>What to do next with the pods of a StatefulSet: ordinals to create, and pods to delete.</summary>
internal sealed record StatefulStep(IReadOnlyList<int> Create, IReadOnlyList<JsonObject> Delete)
{
    private static StatefulStep Nothing { get; } = new([], []);

    /// <summary>Decides, with the pods by ordinal and the hash of the newest revision. Pure.</summary>
    public static StatefulStep Next(JsonObject set, IReadOnlyDictionary<int, JsonObject> pods, string newest)
    {
        var first = StatefulPods.FirstOrdinal(set);
        var wanted = Enumerable.Range(first, set.Count("spec", "replicas")).ToArray();
        var surplus = pods.Where(p => !wanted.Contains(p.Key))
            .OrderByDescending(p => p.Key)
            .Select(p => p.Value)
            .ToArray();
        if (set.Text("spec", "podManagementPolicy") == "Parallel")
        {
            var missing = wanted.Where(ordinal => !pods.ContainsKey(ordinal)).ToArray();
            var extra = surplus
                .Concat(pods.Values.Where(Pods.IsFinished))
                .Where(pod => !pod.IsBeingDeleted())
                .ToArray();
            return missing.Length + extra.Length > 0
                ? new StatefulStep(missing, extra)
                : Update(set, pods, newest);
        }
        foreach (var ordinal in wanted)
        {
            if (!pods.TryGetValue(ordinal, out var pod))
                return new StatefulStep([ordinal], []);
            if (Pods.IsFinished(pod) && !pod.IsBeingDeleted())
                return new StatefulStep([], [pod]);
            if (!IsHealthy(pod))
                return Unhealthy(set, pod, ordinal, newest);
        }
        if (surplus.Length > 0)
            return surplus[0].IsBeingDeleted() ? Nothing : new StatefulStep([], [surplus[0]]);
        return Update(set, pods, newest);
    }

    /// <summary>
    /// Replaces one pod of an old revision, the highest ordinal first, down to the partition.
    /// </summary>
    private static StatefulStep Update(
        JsonObject set,
        IReadOnlyDictionary<int, JsonObject> pods,
        string newest
    )
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete")
            return Nothing;
        foreach (var (ordinal, pod) in pods.OrderByDescending(p => p.Key))
        {
            if (ordinal < Partition(set))
                break;
            if (!IsOf(pod, newest))
                return pod.IsBeingDeleted() ? Nothing : new StatefulStep([], [pod]);
            if (!IsHealthy(pod))
                return Nothing;
        }
        return Nothing;
    }

    /// <summary>
    /// A pod that never became ready does not hold up its own replacement by a newer revision.
    /// </summary>
    private static StatefulStep Unhealthy(JsonObject set, JsonObject pod, int ordinal, string newest) =>
        !pod.IsBeingDeleted()
        && !IsOf(pod, newest)
        && ordinal >= Partition(set)
        && set.Text("spec", "updateStrategy", "type") != "OnDelete"
            ? new StatefulStep([], [pod])
            : Nothing;

    public static int Partition(JsonObject set) =>
        set.Count("spec", "updateStrategy", "rollingUpdate", "partition");

    public static bool IsOf(JsonObject pod, string revision) =>
        pod.Label(TemplateRevisions.HashLabel) == revision;

    private static bool IsHealthy(JsonObject pod) => Pods.IsReady(pod) && !pod.IsBeingDeleted();
}
