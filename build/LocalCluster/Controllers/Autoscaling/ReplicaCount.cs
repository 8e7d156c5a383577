using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>
/// The number of pods that brings a metric to its target: the current number times usage divided by target,
/// if that ratio differs from 1 by more than the tolerance. Pods without metrics dampen the change: they
/// count as using the target when scaling down, and nothing when scaling up. Pure.
/// </summary>
/// <param name="Groups">The pods.</param>
/// <param name="Current">The present number.</param>
/// <param name="Up">Tolerance above the target, as a fraction.</param>
/// <param name="Down">Tolerance below the target, as a fraction.</param>
internal sealed record ReplicaCount(PodGroups Groups, int Current, double Up, double Down)
{
    /// <param name="usage">What each pod with a measurement uses, in thousandths.</param>
    /// <param name="ratio">Usage divided by target, for such amounts.</param>
    /// <param name="wanted">The usage of a pod that is exactly on target.</param>
    public int Of(
        IReadOnlyDictionary<string, long> usage,
        Func<IReadOnlyDictionary<string, long>, double> ratio,
        Func<string, long> wanted
    )
    {
        var first = ratio(usage);
        var withUnready = Groups.Unready.Count > 0 && first > 1;
        if (!withUnready && Groups.Missing.Count == 0)
            return IsWithin(first) ? Current : (int)Math.Ceiling(first * Groups.Counted.Count);
        var damped = new Dictionary<string, long>(usage);
        foreach (var pod in first == 1 ? [] : Groups.Missing)
            damped[pod] = first < 1 ? wanted(pod) : 0;
        foreach (var pod in withUnready ? Groups.Unready : [])
            damped[pod] = 0;
        var second = ratio(damped);
        if (IsWithin(second) || (first < 1 && second > 1) || (first > 1 && second < 1))
            return Current;
        var count = (int)Math.Ceiling(second * damped.Count);
        var turnsRound = (second < 1 && count > Current) || (second > 1 && count < Current);
        return turnsRound ? Current : count;
    }

    /// <summary>
    /// A count with the tolerances of an autoscaler: a tenth, unless its behavior says otherwise.
    /// </summary>
    public static ReplicaCount For(JsonObject autoscaler, PodGroups groups, int current) =>
        new(groups, current, Tolerance(autoscaler, "scaleUp"), Tolerance(autoscaler, "scaleDown"));

    private static double Tolerance(JsonObject autoscaler, string direction) =>
        Quantity.TryParse(autoscaler["spec"].Text("behavior", direction, "tolerance"), out var given)
            ? (double)given.Value
            : 0.1;

    private bool IsWithin(double ratio) => 1 - Down <= ratio && ratio <= 1 + Up;
}
