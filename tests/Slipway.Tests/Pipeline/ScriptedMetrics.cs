using System.Collections.Concurrent;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Counters as healthy, failing or idle pods would show them.</summary>
internal sealed class ScriptedMetrics(int requests, int failed) : IMetricSource
{
    private readonly ConcurrentDictionary<string, int> _reads = [];

    /// <summary>A canary that serves well.</summary>
    public static ScriptedMetrics Good => new ScriptedMetrics(1000, 0);

    /// <summary>A canary of which every second answer is an error.</summary>
    public static ScriptedMetrics Bad => new ScriptedMetrics(1000, 500);

    /// <summary>A canary that nobody asks.</summary>
    public static ScriptedMetrics Idle => new ScriptedMetrics(0, 0);

    /// <summary>Whether nobody asks the canary.</summary>
    public bool IsIdle => requests == 0;

    public Task<MetricsScrape> ReadAsync(KubeObject workload, CancellationToken cancellation)
    {
        var times = _reads.AddOrUpdate(workload.Name, 1, (_, before) => before + 1);
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
