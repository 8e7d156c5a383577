using Slipway.Environments;
using Slipway.Rollouts.Judging;

namespace Verdicts;

/// <summary>The canaries that are simulated. Where nothing else is said, the canary gets 20 of 200 requests per second.</summary>
public static class Scenarios
{
    private const double Healthy = 0.001;
    private static readonly SloPolicy FailuresAlone = new(99.9, null);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Steady("healthy: 0.1 % fail on both", Verdict.Good, Healthy, Healthy),
        Steady("healthy, no latency objective", Verdict.Good, Healthy, Healthy) with { Slo = FailuresAlone },
        Steady("healthy: nothing fails", Verdict.Good, 0, 0),
        Steady("5 % against 0.1 %", Verdict.Bad, Healthy, 0.05),
        Steady("5 % against 0.1 %, even split", Verdict.Bad, Healthy, 0.05, stableRate: 20),
        Steady("5 % against 0.1 %, one in five", Verdict.Bad, Healthy, 0.05, stableRate: 80),
        Steady("5 % against 0.1 %, one in twenty", Verdict.Bad, Healthy, 0.05, stableRate: 380),
        Steady("1 % against 0.1 %", Verdict.Bad, Healthy, 0.01),
        Steady("10 % against 0.1 %", Verdict.Bad, Healthy, 0.1),
        Steady("every request fails", Verdict.Bad, Healthy, 1),
        Steady("stable as bad: 5 % on both", Verdict.Good, 0.05, 0.05),
        Steady("stable as bad, even split", Verdict.Good, 0.05, 0.05, stableRate: 20),
        Steady("stable twice as bad", Verdict.Good, 0.02, 0.01),
        Steady("both far beyond the SLO, canary five times worse", Verdict.Bad, 0.02, 0.1),
        new("outage of a dependency: 4 of 30 seconds, half of all fail", Verdict.Good,
            (second, _) => new(180, second % 30 is >= 6 and < 10 ? 0.5 : Healthy),
            (second, _) => new(20, second % 30 is >= 6 and < 10 ? 0.5 : Healthy)),
        new("one bad second of the canary alone", Verdict.Good,
            (_, _) => new(180, Healthy),
            (second, _) => new(20, second == 5 ? 0.8 : Healthy)),
        new("uneven traffic: bursts from 0 to 100 per second", Verdict.Good,
            (second, random) => new(Uneven(second) * 9, Healthy),
            (second, random) => new(Uneven(second), Healthy)),
        new("uneven traffic, 5 % against 0.1 %", Verdict.Bad,
            (second, random) => new(Uneven(second) * 9, Healthy),
            (second, random) => new(Uneven(second), 0.05)),
        Steady("restarts and missed scrapes, healthy", Verdict.Good, Healthy, Healthy) with { Restarts = 0.05, Missed = 0.2 },
        Steady("restarts and missed scrapes, 5 % against 0.1 %", Verdict.Bad, Healthy, 0.05) with { Restarts = 0.05, Missed = 0.2 },
        Slow("all requests eight times slower", new(20, Healthy, Median: 0.16)),
        Slow("10 % take 600 ms", new(20, Healthy, Tail: 0.1, TailMedian: 0.6)),
        Slow("3 % take 3 s: beyond the objective's quantile", new(20, Healthy, Tail: 0.03, TailMedian: 3)),
        new("slow while it warms up: 5 s", Verdict.Good,
            (_, _) => new(180, Healthy),
            (second, _) => new(20, Healthy, Median: second < 5 ? 0.3 : 0.02)),
        new("slow on both", Verdict.Good,
            (_, _) => new(180, Healthy, Tail: 0.2), (_, _) => new(20, Healthy, Tail: 0.2)),
        Steady("hardly any traffic: one request in 5 s", Verdict.Inconclusive, Healthy, Healthy, 1.8, 0.2),
        Steady("no traffic", Verdict.Inconclusive, Healthy, Healthy, 0, 0),
    ];

    private static Scenario Steady(
        string name, Verdict right, double stable, double canary, double stableRate = 180, double canaryRate = 20) =>
        new(name, right, (_, _) => new TrackModel(stableRate, stable), (_, _) => new TrackModel(canaryRate, canary));

    private static Scenario Slow(string name, TrackModel canary) =>
        new(name, Verdict.Bad, (_, _) => new TrackModel(180, Healthy), (_, _) => canary);

    private static double Uneven(int second) => (second % 7) switch { 0 => 0, 1 => 5, 2 => 100, 3 => 2, 4 => 30, _ => 10 };
}
