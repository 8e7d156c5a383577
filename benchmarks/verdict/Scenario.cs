using Slipway.Environments;
using Slipway.Rollouts.Canary.Judging;
using Slipway.Rollouts.Canary.Measuring;

namespace Verdicts;

/// <summary>One kind of canary, to be simulated many times.</summary>
/// <param name="Name">What it is, for the table.</param>
/// <param name="Right">The verdict that would be right.</param>
/// <param name="Stable">How stable serves in a second of the analysis.</param>
/// <param name="Canary">How the canary serves in a second of the analysis.</param>
public sealed record Scenario(
    string Name,
    Verdict Right,
    Func<int, TrackModel> Stable,
    Func<int, TrackModel> Canary
)
{
    /// <summary>The objectives under which it is judged.</summary>
    public SloPolicy Slo { get; init; } =
        new(99.9, new LatencyObjective(0.95, TimeSpan.FromMilliseconds(250)));

    /// <summary>After so many seconds it stays inconclusive.</summary>
    public int Maximum { get; init; } = 180;

    /// <summary>The chance in each second that a pod's process dies and starts again.</summary>
    public double Restarts { get; init; }

    /// <summary>The chance in each second that a pod cannot be read.</summary>
    public double Missed { get; init; }

    /// <summary>Pods of each track.</summary>
    public int Pods { get; init; } = 2;

    /// <summary>The maximum probability of a wrong verdict.</summary>
    public double Promise { get; init; } = 0.01;

    /// <summary>Whether a verdict is wrong; inconclusive never is.</summary>
    public bool IsWrong(Verdict verdict) => verdict != Right && verdict != Verdict.Inconclusive;

    /// <summary>Simulates one canary.</summary>
    public Run Simulate(Random random)
    {
        var pods = new[] { Track.Stable, Track.Canary }
            .SelectMany(
                track => Enumerable.Range(1, Pods),
                (track, number) => new SimulatedPod(track, $"{track}-{number}", random)
            )
            .ToList();
        var judge = new CanaryJudge(Slo, minimumRequests: 20);
        var reading = MetricReading.Nothing.With(Read(pods));
        for (var second = 0; second < Maximum; second++)
        {
            foreach (var pod in pods)
                Live(pod, second, random);
            var next = reading.With(Read(pods.Where(_ => random.NextDouble() >= Missed)));
            judge = judge.See(TrackWindow.Between(reading, next));
            reading = next;
            if (judge.Judge().Verdict is not Verdict.Inconclusive and var verdict)
                return new Run(verdict, judge.Seen.Canary.Requests, second + 1);
        }
        return new Run(Verdict.Inconclusive, judge.Seen.Canary.Requests, Maximum);
    }

    private static IEnumerable<KeyValuePair<TrackPod, PodCounters>> Read(IEnumerable<SimulatedPod> pods) =>
        pods.Select(pod => KeyValuePair.Create(pod.Address, pod.Read()));

    private void Live(SimulatedPod pod, int second, Random random)
    {
        if (random.NextDouble() < Restarts)
            pod.Restart();
        var model = pod.Address.Track == Track.Stable ? Stable(second) : Canary(second);
        pod.Serve(model with { Rate = model.Rate / Pods });
    }
}

/// <summary>How one simulated canary ended.</summary>
public sealed record Run(Verdict Verdict, long Requests, int Seconds);
