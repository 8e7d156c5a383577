using System.Collections.Immutable;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>A number of pods recommended, added or removed at a time.</summary>
internal readonly record struct TimestampedCount(DateTimeOffset At, int Replicas);

/// <summary>
/// The history of one autoscaler that stabilization and policies need. Kept only in memory, as in a real
/// controller: after a restart the current number counts as the first recommendation.
/// </summary>
internal sealed record AutoscalerMemory
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    public ImmutableList<TimestampedCount> Recommendations { get; private init; } = [];

    public ImmutableList<TimestampedCount> Added { get; private init; } = [];

    public ImmutableList<TimestampedCount> Removed { get; private init; } = [];

    /// <summary>How many pods were added in a period that ends now.</summary>
    public int AddedSince(DateTimeOffset start) => Added.Where(e => e.At > start).Sum(e => e.Replicas);

    /// <summary>How many pods were removed in a period that ends now.</summary>
    public int RemovedSince(DateTimeOffset start) => Removed.Where(e => e.At > start).Sum(e => e.Replicas);

    public AutoscalerMemory Recommended(DateTimeOffset now, int replicas) =>
        this with
        {
            Recommendations = With(Recommendations, now, replicas),
        };

    public AutoscalerMemory Scaled(DateTimeOffset now, int from, int to) =>
        to > from
            ? this with
            {
                Added = With(Added, now, to - from),
            }
            : this with
            {
                Removed = With(Removed, now, from - to),
            };

    /// <summary>No window or period of the API is longer than an hour.</summary>
    private static ImmutableList<TimestampedCount> With(
        ImmutableList<TimestampedCount> list,
        DateTimeOffset now,
        int replicas
    ) => list.RemoveAll(e => e.At <= now - s_longest).Add(new TimestampedCount(now, replicas));
}
