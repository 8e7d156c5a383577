using Slipway.Values;

namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>Where the counters of a canary's analysis come from. One file per kind of source.</summary>
public interface IMetricSource
{
    /// <summary>
    /// Reads all counters now. Trouble with a part of them is reported in the sweep; it is never thrown.
    /// </summary>
    /// <param name="workload">The workload on trial, whose pods of both tracks are read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<MetricsScrape> ReadAsync(KubeObject workload, CancellationToken cancellation);
}

/// <summary>The result of one round of reading.</summary>
/// <param name="Read">The counters of every pod that answered.</param>
/// <param name="Troubles">What could not be read and why, one sentence each.</param>
public sealed record MetricsScrape(
    IReadOnlyDictionary<TrackPod, PodCounters> Read,
    IReadOnlyList<string> Troubles
);
