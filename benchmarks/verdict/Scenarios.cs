using Slipway.Environments;
using Slipway.Rollouts.Canary.Judging;

namespace Verdicts;

/// <summary>
/// The canaries that are simulated. Where nothing else is said, the canary gets 20 of 200 requests per
/// second, the SLO is 99.9 % and p95 below 250 ms, and each track has two pods.
/// </summary>
public static class Scenarios
{
    private const double Healthy = 0.001;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Steady("healthy: 0.1 % fail on both", Verdict.Good, Healthy, Healthy),
        Steady("healthy: 0.1 % fail on both, no latency objective", Verdict.Good, Healthy, Healthy) with
        {
            Slo = new SloPolicy(99.9, null),
        },
        Steady("healthy: nothing fails", Verdict.Good, 0, 0),
        Steady("5 % against 0.1 %, 20 of 400 per second", Verdict.Bad, Healthy, 0.05, stableRate: 380),
        Steady("5 % against 0.1 %, 20 of 200", Verdict.Bad, Healthy, 0.05),
        Steady("5 % against 0.1 %, 20 of 100", Verdict.Bad, Healthy, 0.05, stableRate: 80),
        Steady("5 % against 0.1 %, 20 of 40", Verdict.Bad, Healthy, 0.05, stableRate: 20),
        Steady("1 % against 0.1 %", Verdict.Bad, Healthy, 0.01),
        Steady("10 % against 0.1 %", Verdict.Bad, Healthy, 0.1),
        Steady("every request fails", Verdict.Bad, Healthy, 1),
        Steady("stable is bad too: 5 % on both", Verdict.Good, 0.05, 0.05),
        Steady("stable is bad too, 20 of 40", Verdict.Good, 0.05, 0.05, stableRate: 20),
        Steady("stable is worse: 2 % against 1 %", Verdict.Good, 0.02, 0.01),
        Steady("stable is bad, the canary five times worse: 10 % against 2 %", Verdict.Bad, 0.02, 0.1),
        new(
            "burst of failures on both: 50 % in 4 of 30 seconds",
            Verdict.Good,
            second => new(180, IsDown(second) ? 0.5 : Healthy),
            second => new(20, IsDown(second) ? 0.5 : Healthy)
        ),
        new(
            "burst of failures on the canary alone: 80 % in one second",
            Verdict.Good,
            _ => new(180, Healthy),
            second => new(20, second == 5 ? 0.8 : Healthy)
        )
        // The guarantee assumes that requests fail independently; this shows what happens when they do not.
        {
            Promise = 0.5,
        },
        new(
            "uneven traffic: 0 to 100 canary requests per second, healthy",
            Verdict.Good,
            second => new(Uneven(second) * 9, Healthy),
            second => new(Uneven(second), Healthy)
        ),
        new(
            "uneven traffic, 5 % against 0.1 %",
            Verdict.Bad,
            second => new(Uneven(second) * 9, Healthy),
            second => new(Uneven(second), 0.05)
        ),
        Shaken("restarts and missed scrapes, healthy", Verdict.Good, Healthy),
        Shaken("restarts and missed scrapes, 5 % against 0.1 %", Verdict.Bad, 0.05),
        Slow("every request eight times slower", new(20, Healthy, Median: 0.16)),
        Slow("10 % take 600 ms", new(20, Healthy, Tail: 0.1, TailMedian: 0.6)),
        Slow("3 % take 3 s: beyond the reach of p95", new(20, Healthy, Tail: 0.03, TailMedian: 3)),
        new(
            "slow for 5 s while it warms up",
            Verdict.Good,
            _ => new(180, Healthy),
            second => new(20, Healthy, Median: second < 5 ? 0.3 : 0.02)
        ),
        new(
            "stable is as slow: 20 % take 400 ms on both",
            Verdict.Good,
            _ => new(180, Healthy, Tail: 0.2),
            _ => new(20, Healthy, Tail: 0.2)
        ),
        Steady("hardly any traffic: one canary request in 5 s", Verdict.Inconclusive, 0, 0, 1.8, 0.2),
        Steady("no traffic", Verdict.Inconclusive, Healthy, Healthy, 0, 0),
    ];

    private static Scenario Steady(
        string name,
        Verdict right,
        double stable,
        double canary,
        double stableRate = 180,
        double canaryRate = 20
    ) => new(name, right, _ => new TrackModel(stableRate, stable), _ => new TrackModel(canaryRate, canary));

    /// <summary>Each pod dies about every 20 s, and every fifth reading of a pod fails.</summary>
    private static Scenario Shaken(string name, Verdict right, double canary) =>
        Steady(name, right, Healthy, canary) with
        {
            Restarts = 0.05,
            Missed = 0.2,
        };

    private static Scenario Slow(string name, TrackModel canary) =>
        new(name, Verdict.Bad, _ => new TrackModel(180, Healthy), _ => canary);

    private static bool IsDown(int second) => second % 30 is >= 6 and < 10;

    private static double Uneven(int second) =>
        (second % 7) switch
        {
            0 => 0,
            1 => 5,
            2 => 100,
            3 => 2,
            4 => 30,
            _ => 10,
        };
}
