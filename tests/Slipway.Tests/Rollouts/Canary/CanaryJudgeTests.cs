using Slipway.Environments;
using Slipway.Rollouts.Canary.Judging;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class CanaryJudgeTests
{
    private static readonly SloPolicy s_slo = new(99.9, null);
    private static readonly SloPolicy s_withLatency = new(
        99.9,
        new LatencyObjective(0.95, TimeSpan.FromMilliseconds(250))
    );

    [Fact]
    public void Without_requests_nothing_is_said()
    {
        var judgement = Judge(s_slo, 20, Seconds(30, new(0, 0), new(200, 0)));

        Assert.Equal(Verdict.Inconclusive, judgement.Verdict);
        Assert.Equal("the canary received no requests", judgement.Reason);
        Assert.Null(judgement.Remaining);
    }

    [Fact]
    public void A_failing_canary_is_bad_and_the_reason_has_the_numbers()
    {
        var judgement = Judge(s_slo, 20, Seconds(6, new(20, 1), new(180, 0)));

        Assert.Equal(Verdict.Bad, judgement.Verdict);
        Assert.Equal(
            "3 of 60 (5 %) requests failed, the SLO allows 0.1 %; 0 of 540 (0 %) at stable in the same time",
            judgement.Reason
        );
        Assert.InRange(judgement.Confidence, 0.99, 1);
    }

    [Fact]
    public void A_canary_that_fails_as_stable_does_is_not_bad()
    {
        var judgement = Judge(s_slo, 20, Seconds(60, new(20, 1), new(180, 9)));

        Assert.Equal(Verdict.Good, judgement.Verdict);
        Assert.Contains("stable does no better", judgement.Reason);
    }

    [Fact]
    public void Where_stable_serves_nobody_the_objective_alone_judges() =>
        Assert.Equal(Verdict.Bad, Judge(s_slo, 20, Seconds(10, new(20, 1), new(0, 0))).Verdict);

    [Fact]
    public void No_verdict_comes_before_the_minimum_of_requests()
    {
        Assert.Equal(Verdict.Inconclusive, Judge(s_slo, 500, Seconds(24, new(20, 20), new(180, 0))).Verdict);
        Assert.Equal(Verdict.Bad, Judge(s_slo, 500, Seconds(25, new(20, 20), new(180, 0))).Verdict);
    }

    [Fact]
    public void One_bad_second_alone_does_not_condemn()
    {
        var windows = Seconds(1, new(1000, 1000), new(9000, 0)).Concat(Seconds(60, new(20, 0), new(180, 0)));

        Assert.Equal(Verdict.Good, Judge(s_slo, 20, windows).Verdict);
    }

    [Fact]
    public void However_many_requests_good_takes_some_seconds() =>
        Assert.Equal(
            Verdict.Inconclusive,
            Judge(s_slo, 20, Seconds(3, new(50_000, 0), new(50_000, 0))).Verdict
        );

    [Fact]
    public void The_rest_is_estimated_and_shrinks()
    {
        var early = Judge(s_slo, 20, Seconds(2, new(20, 0), new(180, 0)));
        var late = Judge(s_slo, 20, Seconds(20, new(20, 0), new(180, 0)));

        Assert.InRange(early.Remaining!.Value, 300, 800);
        Assert.InRange(late.Remaining!.Value, 50, 400);
        Assert.True(late.Confidence > early.Confidence);
    }

    [Fact]
    public void Slow_requests_beyond_the_objective_are_bad()
    {
        var windows = Seconds(60, new(20, 0, Slow: 4), new(180, 0, Slow: 2));
        var judgement = Judge(s_withLatency, 20, windows);

        Assert.Equal(Verdict.Bad, judgement.Verdict);
        Assert.Contains("took longer than 250 ms, the SLO allows 5 %", judgement.Reason);
    }

    [Fact]
    public void A_canary_as_slow_as_stable_is_not_bad() =>
        Assert.Equal(
            Verdict.Good,
            Judge(s_withLatency, 20, Seconds(120, new(20, 0, Slow: 4), new(180, 0, Slow: 36))).Verdict
        );

    [Fact]
    public void A_tail_that_grew_within_the_objective_is_seen()
    {
        var windows = Enumerable
            .Range(0, 60)
            .Select(second => Window(new(20, 0, VerySlow: second % 2), new(180, 0, Slow: second % 2)));
        var judgement = Judge(s_withLatency, 20, windows);

        Assert.Equal(Verdict.Bad, judgement.Verdict);
        Assert.StartsWith("tail latency grew", judgement.Reason);
    }

    [Fact]
    public void A_tail_that_seems_to_grow_holds_a_good_verdict_back_until_it_is_clear()
    {
        var windows = Enumerable
            .Range(1, 100)
            .Select(second => Window(new(20, 0, VerySlow: second % 5 == 0 ? 1 : 0), new(180, 0)));

        Assert.Equal(Verdict.Bad, Judge(s_withLatency, 20, windows).Verdict);
    }

    [Fact]
    public void A_latency_that_cannot_be_judged_is_no_silent_pass()
    {
        var windows = Enumerable.Repeat(
            new TrackWindow(new(180, 0, Histogram.Empty), new(20, 0, Histogram.Empty)),
            100
        );
        var judgement = Judge(s_withLatency, 20, windows);

        Assert.Equal(Verdict.Inconclusive, judgement.Verdict);
        Assert.Contains("no duration histogram", judgement.Reason);
    }

    [Fact]
    public void A_histogram_that_ends_below_the_objective_is_told()
    {
        var slo = new SloPolicy(99.9, new LatencyObjective(0.95, TimeSpan.FromSeconds(30)));
        var judgement = Judge(slo, 20, Seconds(100, new(20, 0), new(180, 0)));

        Assert.Equal(Verdict.Inconclusive, judgement.Verdict);
        Assert.Contains("no duration bucket from 30 s on", judgement.Reason);
    }

    /// <summary>Judges until the first verdict, as an analysis does.</summary>
    private static Judgement Judge(SloPolicy slo, int minimum, IEnumerable<TrackWindow> windows)
    {
        var judge = new CanaryJudge(slo, minimum);
        foreach (var window in windows)
        {
            judge = judge.See(window);
            if (judge.Judge() is { Verdict: not Verdict.Inconclusive } verdict)
                return verdict;
        }
        return judge.Judge();
    }

    private static IEnumerable<TrackWindow> Seconds(int count, Served canary, Served stable) =>
        Enumerable.Repeat(Window(canary, stable), count);

    private static TrackWindow Window(Served canary, Served stable) => new(stable.Counts, canary.Counts);

    /// <summary>Fast: up to 100 ms, slow: up to 500 ms, very slow: longer than 2.5 s.</summary>
    private sealed record Served(long Requests, long Failed, long Slow = 0, long VerySlow = 0)
    {
        public RequestCounts Counts =>
            new(
                Requests,
                Failed,
                new Histogram(
                    [
                        new(0.1, Requests - Slow - VerySlow),
                        new(0.25, Requests - Slow - VerySlow),
                        new(0.5, Requests - VerySlow),
                        new(2.5, Requests - VerySlow),
                    ],
                    Requests
                )
            );
    }
}
