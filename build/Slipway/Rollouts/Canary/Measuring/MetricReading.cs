using System.Collections.Immutable;

namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>
/// The counters of all pods at one moment. A pod that could not be read keeps what it showed last.
/// </summary>
/// <param name="Pods">Counters since each pod's start.</param>
public sealed record MetricReading(ImmutableDictionary<TrackPod, PodCounters> Pods)
{
    /// <summary>Nothing was read yet.</summary>
    public static MetricReading Nothing { get; } = new(ImmutableDictionary<TrackPod, PodCounters>.Empty);

    /// <summary>The next reading: what was read now, and for all other pods what is known.</summary>
    public MetricReading With(IEnumerable<KeyValuePair<TrackPod, PodCounters>> read) =>
        new(Pods.SetItems(read));
}
