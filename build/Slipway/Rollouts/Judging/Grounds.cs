using Slipway.Environments;
using Slipway.Rollouts.Measuring;

namespace Slipway.Rollouts.Judging;

/// <summary>Puts a verdict's grounds into one sentence.</summary>
internal sealed record Grounds(SloPolicy Slo, SequentialTest Failures, LatencyTest? Latency)
{
    /// <summary>Why the verdict is what it is.</summary>
    public string Of(Verdict verdict, TrackWindow seen, int minimumRequests) => verdict switch
    {
        Verdict.Bad => Bad(),
        Verdict.Good => Good(),
        _ => Inconclusive(seen.Canary, minimumRequests),
    };

    private string Bad()
    {
        if (Failures.Verdict == Verdict.Bad)
            return $"{Figures.Of(Failures.Canary)} requests failed, where the SLO allows "
                + $"{Figures.Percent(1 - Slo.Availability / 100)}; {AtStable(Failures.Stable)}";
        if (Latency!.Slow.Verdict == Verdict.Bad)
            return $"{Figures.Of(Latency.Slow.Canary)} requests took longer than {Figures.Duration(Latency.Bound)}, "
                + $"where the SLO allows {Figures.Percent(1 - Slo.Latency!.Quantile)}; {AtStable(Latency.Slow.Stable)}";
        var tail = Latency.Tail.Worst!;
        return $"the tail grew: {Figures.Of(tail.Canary)} requests took longer than {Figures.Duration(tail.Bound)}; "
            + AtStable(tail.Stable);
    }

    private string Good()
    {
        var failed = $"{Figures.Of(Failures.Canary)} requests failed";
        if (Failures.StableIsNoBetter)
            return $"{failed}, more than the SLO allows, but stable does no better ({Figures.Of(Failures.Stable)})";
        if (Latency is null)
            return $"{failed}; the SLO allows {Figures.Percent(1 - Slo.Availability / 100)}";
        var slow = $"{Figures.Of(Latency.Slow.Canary)} took longer than {Figures.Duration(Latency.Bound)}";
        return Latency.Slow.StableIsNoBetter
            ? $"{failed}; {slow}, more than the SLO allows, but stable does no better ({Figures.Of(Latency.Slow.Stable)})"
            : $"{failed}, {slow}; the SLO is kept";
    }

    private string Inconclusive(RequestCounts canary, int minimumRequests)
    {
        if (canary.Requests == 0)
            return "the canary was asked nothing";
        if (canary.Requests < minimumRequests)
            return $"{canary.Requests} requests are fewer than the {minimumRequests} that a verdict needs";
        if (Latency is { Bound: null })
            return canary.Durations.Total == 0
                ? "the pods show no histogram of durations, so latency cannot be judged"
                : $"no bucket of the pods' histogram reaches {Figures.Duration(Slo.Latency!.Below.TotalSeconds)}, "
                    + "so latency cannot be judged";
        return $"{canary.Requests} requests are not enough evidence";
    }

    private static string AtStable(Proportion stable) =>
        stable.Of == 0 ? "stable was asked nothing to compare with" : $"{Figures.Of(stable)} at stable in the same time";
}
