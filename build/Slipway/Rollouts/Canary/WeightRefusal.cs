using System.Globalization;
using Slipway.Values;

namespace Slipway.Rollouts.Canary;

/// <summary>Weights among the canary's steps that the number of pods cannot express.</summary>
/// <param name="workload">How people name the workload.</param>
/// <param name="stable">Pods of stable.</param>
/// <param name="refused">The weights, in percent.</param>
/// <param name="possible">Weights that it can express.</param>
public sealed class WeightRefusal(
    string workload,
    int stable,
    IReadOnlyList<int> refused,
    IReadOnlyList<ReplicaWeight> possible
) : Refusal(Impossible(stable, refused), workload, Instead(refused, possible))
{
    private static string Impossible(int stable, IReadOnlyList<int> refused) =>
        $"With {Pods(stable)} of stable, replicas alone cannot give the canary "
        + $"{Join(refused.Select(weight => $"{weight} %"))} of the traffic.";

    private static string Instead(IReadOnlyList<int> refused, IReadOnlyList<ReplicaWeight> possible)
    {
        if (possible.Count == 0)
            return "Scale stable up to at least one pod first.";
        var next = $"Use weights near {Join(possible.Select(Shown))}";
        var least = refused.Where(weight => weight is > 0 and < 50).DefaultIfEmpty().Min();
        if (least > 0)
            next += $", or {ReplicaWeights.StableFor(least)} pods of stable for {least} %";
        if (refused.Any(weight => weight > 99))
            next += "; for all of the traffic, use Promote";
        return next + ".";
    }

    private static string Shown(ReplicaWeight weight) =>
        string.Create(CultureInfo.InvariantCulture, $"{weight.Share:0.#} % ({Pods(weight.Replicas)})");

    private static string Pods(int count) => count == 1 ? "1 pod" : $"{count} pods";

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);
}
