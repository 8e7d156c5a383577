using System.Text.Json.Nodes;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>A new size for one ReplicaSet.</summary>
internal readonly record struct Resize(JsonObject Set, int Replicas);

/// <summary>
/// The next step of a rolling update: first grow the newest set, then shrink the old ones. Pure.
/// </summary>
internal static class RollingUpdate
{
    /// <summary>The maximum size of the newest set.</summary>
    public static int NewestSize(RolloutState state)
    {
        var present = state.Newest?.Count("spec", "replicas") ?? 0;
        if (!RolloutLimits.IsRolling(state.Deployment) || present > state.Replicas)
            return state.Replicas;
        var room = state.Replicas + state.Limits.Surge - RolloutState.SpecReplicas(state.All);
        return room <= 0 ? present : present + Math.Min(room, state.Replicas - present);
    }

    /// <summary>
    /// How the old sets may shrink now: unready pods first, then ready ones as far as enough stay available.
    /// </summary>
    public static IReadOnlyList<Resize> ShrinkOld(RolloutState state)
    {
        var minimum = state.Replicas - state.Limits.Unavailable;
        var newestMissing =
            (state.Newest?.Count("spec", "replicas") ?? 0)
            - (state.Newest?.Count("status", "availableReplicas") ?? 0);
        var allowed = RolloutState.SpecReplicas(state.All) - minimum - newestMissing;
        if (allowed <= 0 || RolloutState.SpecReplicas(state.Old) == 0)
            return [];
        var sizes = state.Old.ToDictionary(set => set, set => set.Count("spec", "replicas"));
        DropUnready(state.Old, sizes, allowed);
        DropReady(state, sizes, minimum);
        return
        [
            .. sizes
                .Where(p => p.Value != p.Key.Count("spec", "replicas"))
                .Select(p => new Resize(p.Key, p.Value)),
        ];
    }

    private static void DropUnready(
        IEnumerable<JsonObject> old,
        Dictionary<JsonObject, int> sizes,
        int allowed
    )
    {
        foreach (var set in old)
        {
            var drop = Math.Min(allowed, sizes[set] - set.Count("status", "availableReplicas"));
            if (drop <= 0)
                continue;
            sizes[set] -= drop;
            allowed -= drop;
        }
    }

    private static void DropReady(RolloutState state, Dictionary<JsonObject, int> sizes, int minimum)
    {
        var spare = RolloutState.Available(state.All) - minimum;
        foreach (var set in state.Old)
        {
            var drop = Math.Min(spare, sizes[set]);
            if (drop <= 0)
                continue;
            sizes[set] -= drop;
            spare -= drop;
        }
    }
}
