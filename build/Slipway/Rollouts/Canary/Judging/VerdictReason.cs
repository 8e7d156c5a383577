using Slipway.Environments;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary.Judging;

/// <summary>Summarises a verdict's reasons in one sentence.</summary>
internal sealed record VerdictReason(SloPolicy Slo, SequentialTest Failures, LatencyTest? Latency)
{
    /// <summary>Why the verdict is what it is.</summary>
    public string Of(Verdict verdict, TrackWindow seen, int minimumRequests) =>
        verdict switch
        {
            Verdict.Bad => Bad(),
            Verdict.Good => Good(),
            _ => Inconclusive(seen.Canary, minimumRequests),
        };

    private string FailuresAllowed => $"the SLO allows {NumberText.Percent(1 - Slo.Availability / 100)}";

    private string SlowAllowed => $"the SLO allows {NumberText.Percent(1 - Slo.Latency!.Quantile)}";

    private string SlowShare => Slower(Latency!.Slow.Canary, Latency.Bound);

    private string Bad()
    {
        if (Failures.Verdict == Verdict.Bad)
            return $"{Failed(Failures.Canary)}, {FailuresAllowed}; {AtStable(Failures.Stable)}";
        if (Latency!.Slow.Verdict == Verdict.Bad)
            return $"{SlowShare}, {SlowAllowed}; {AtStable(Latency.Slow.Stable)}";
        var tail = Latency.Tail.Worst!;
        return $"tail latency grew: {Slower(tail.Canary, tail.Bound)}; {AtStable(tail.Stable)}";
    }

    private string Good()
    {
        var failures = $"{Failed(Failures.Canary)}, {FailuresAllowed}{Excuse(Failures)}";
        return Latency is null ? failures : $"{failures}; {SlowShare}, {SlowAllowed}{Excuse(Latency.Slow)}";
    }

    private string Inconclusive(RequestCounts canary, int minimumRequests)
    {
        if (canary.Requests == 0)
            return "the canary received no requests";
        if (canary.Requests < minimumRequests)
            return $"{canary.Requests} requests are fewer than the {minimumRequests} required for a verdict";
        if (Latency is { Bound: null })
            return "latency cannot be judged, because the pods expose "
                + (
                    canary.Durations.Total == 0
                        ? "no duration histogram"
                        : $"no duration bucket from {NumberText.Duration(Slo.Latency!.Below)} on"
                );
        return $"{canary.Requests} requests are not enough evidence";
    }

    private static string Failed(Proportion failed) => $"{NumberText.Of(failed)} requests failed";

    private static string Slower(Proportion slow, double? bound) =>
        $"{NumberText.Of(slow)} took longer than {NumberText.Duration(bound)}";

    private static string Excuse(SequentialTest test) =>
        test.StableIsNoBetter ? $", but stable does no better ({NumberText.Of(test.Stable)})" : "";

    private static string AtStable(Proportion stable) =>
        stable.Of == 0
            ? "stable received no requests to compare with"
            : $"{NumberText.Of(stable)} at stable in the same time";
}
