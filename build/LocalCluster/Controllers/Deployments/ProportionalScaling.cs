using System.Text.Json.Nodes;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>
/// Distributes a change of the Deployment's size over its ReplicaSets in proportion, so that scaling during a
/// rollout (or while paused) does not finish or undo it. Pure.
/// </summary>
internal static class ProportionalScaling
{
    public static IReadOnlyList<Resize> Decide(RolloutState state)
    {
        var active = state.All.Where(set => set.Count("spec", "replicas") > 0).ToArray();
        if (active.Length <= 1)
            return ScaleOne(state, active);
        if (IsSaturated(state))
            return [.. active.Where(set => set != state.Newest).Select(set => new Resize(set, 0))];
        return RolloutLimits.IsRolling(state.Deployment) ? Spread(state, active) : [];
    }

    /// <summary>Whether the Deployment's size changed since its sets were last scaled.</summary>
    public static bool IsNeeded(RolloutState state) =>
        state.All.Any(set =>
            set.Count("spec", "replicas") > 0
            && Revisions.Noted(set, Revisions.Desired) is { } desired
            && desired != state.Replicas
        );

    private static Resize[] ScaleOne(RolloutState state, JsonObject[] active)
    {
        var only = active.SingleOrDefault() ?? state.Newest ?? state.Old.LastOrDefault();
        return only is null || only.Count("spec", "replicas") == state.Replicas
            ? []
            : [new Resize(only, state.Replicas)];
    }

    private static bool IsSaturated(RolloutState state) =>
        state.Newest is { } newest
        && Revisions.Noted(newest, Revisions.Desired) == state.Replicas
        && newest.Count("spec", "replicas") == state.Replicas
        && newest.Count("status", "availableReplicas") == state.Replicas;

    private static List<Resize> Spread(RolloutState state, JsonObject[] active)
    {
        var allowed = state.Replicas > 0 ? state.Replicas + state.Limits.Surge : 0;
        var toAdd = allowed - RolloutState.SpecReplicas(active);
        var bySize =
            toAdd > 0
                ? active
                    .OrderByDescending(set => set.Count("spec", "replicas"))
                    .ThenByDescending(set => set.Created())
                : active.OrderByDescending(set => set.Count("spec", "replicas")).ThenBy(set => set.Created());
        var resized = new List<Resize>();
        var added = 0;
        foreach (var set in bySize)
        {
            var share = toAdd == 0 ? 0 : Share(state, set, toAdd, added);
            resized.Add(new Resize(set, set.Count("spec", "replicas") + share));
            added += share;
        }
        var rest = resized[0].Replicas + toAdd - added;
        resized[0] = resized[0] with { Replicas = Math.Max(0, toAdd == 0 ? resized[0].Replicas : rest) };
        return resized;
    }

    private static int Share(RolloutState state, JsonObject set, int toAdd, int added)
    {
        if (toAdd == added)
            return 0;
        var fraction = Fraction(state, set);
        return toAdd > 0 ? Math.Min(fraction, toAdd - added) : Math.Max(fraction, toAdd - added);
    }

    private static int Fraction(RolloutState state, JsonObject set)
    {
        var size = set.Count("spec", "replicas");
        if (state.Replicas == 0)
            return -size;
        var before = Revisions.Noted(set, Revisions.Max) ?? state.Deployment.Count("status", "replicas");
        if (before == 0)
            return 0;
        var after = (double)size * (state.Replicas + state.Limits.Surge) / before;
        return (int)Math.Round(after, MidpointRounding.AwayFromZero) - size;
    }
}
