namespace Slipway.Rollouts.Canary;

/// <summary>
/// The canary's share of the traffic, by number of pods alone: a Service spreads its requests evenly over
/// ready pods, so a share is what canary pods make of all. Stable keeps all of its pods until the canary is
/// proven.
/// </summary>
/// <param name="Replicas">Pods of the canary.</param>
/// <param name="Share">The share that they get, in percent.</param>
public sealed record ReplicaWeight(int Replicas, double Share);

/// <summary>Turns desired weights into numbers of pods.</summary>
public static class ReplicaWeights
{
    // A weight may be missed by a quarter of itself, small ones by one percentage point.
    private const double Tolerance = 0.25;
    private const double LeastTolerance = 1;

    /// <summary>The pods for every step, in order. Higher steps never get fewer pods.</summary>
    /// <param name="workload">How people name the workload, for example <c>deployment/rating</c>.</param>
    /// <param name="stable">Pods of stable.</param>
    /// <param name="weights">The wished shares in percent, ascending, from 1 to 99.</param>
    /// <exception cref="WeightRefusal">Some weights cannot be expressed; all of them are named.</exception>
    public static IReadOnlyList<ReplicaWeight> Plan(string workload, int stable, IReadOnlyList<int> weights)
    {
        var refused = weights.Where(weight => !Fits(Nearest(stable, weight), weight)).ToList();
        return refused.Count == 0
            ? [.. weights.Select(weight => Nearest(stable, weight)!)]
            : throw new WeightRefusal(workload, stable, refused, Possible(stable));
    }

    private static ReplicaWeight? Nearest(int stable, int weight)
    {
        if (stable < 1 || weight is < 1 or > 99)
            return null;
        var exact = stable * weight / (100.0 - weight);
        var fewer = Of(stable, Math.Max(1, (int)Math.Floor(exact)));
        var more = Of(stable, Math.Max(1, (int)Math.Ceiling(exact)));
        return weight - fewer.Share <= more.Share - weight ? fewer : more;
    }

    private static bool Fits(ReplicaWeight? nearest, int weight) =>
        nearest is not null
        && Math.Abs(nearest.Share - weight) <= Math.Max(LeastTolerance, weight * Tolerance);

    private static IReadOnlyList<ReplicaWeight> Possible(int stable) =>
        stable < 1
            ? []
            : [.. Enumerable.Range(1, Math.Clamp(stable, 3, 6)).Select(canary => Of(stable, canary))];

    private static ReplicaWeight Of(int stable, int canary) =>
        new(canary, 100.0 * canary / (stable + canary));

    /// <summary>The fewest pods of stable with which one pod of the canary has a share.</summary>
    internal static int StableFor(int weight) => (int)Math.Ceiling((100.0 - weight) / weight);
}
