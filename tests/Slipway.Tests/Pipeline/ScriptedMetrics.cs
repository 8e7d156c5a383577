using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Tests.Pipeline;

/// <summary>Counters as healthy, failing or idle pods would show them.</summary>
internal sealed class ScriptedMetrics(int requests, int failed) : IMetricSource
{
    private int _reads;

    /// <summary>A canary that serves well.</summary>
    public static IMetricSource Good(CanaryCandidate candidate) => new ScriptedMetrics(1000, 0);

    /// <summary>A canary of which every second answer is an error.</summary>
    public static IMetricSource Bad(CanaryCandidate candidate) => new ScriptedMetrics(1000, 500);

    /// <summary>A canary that nobody asks.</summary>
    public static IMetricSource Idle(CanaryCandidate candidate) => new ScriptedMetrics(0, 0);

    public Task<MetricsScrape> ReadAsync(CancellationToken cancellation)
    {
        var times = ++_reads;
        return Task.FromResult(
            new MetricsScrape(
                new Dictionary<TrackPod, PodCounters>
                {
                    [new TrackPod(Track.Stable, "stable")] = Counters(1000 * times, 0),
                    [new TrackPod(Track.Canary, "canary")] = Counters(requests * times, failed * times),
                },
                []
            )
        );
    }

    private static PodCounters Counters(int requests, int failed) =>
        PodCounters.Parse(
            $$"""
            http_requests_total{status="200"} {{requests - failed}}
            http_requests_total{status="500"} {{failed}}
            """
        );
}
