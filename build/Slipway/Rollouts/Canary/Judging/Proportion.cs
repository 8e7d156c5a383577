using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary.Judging;

/// <summary>How many of some requests had a property: failed, or took too long.</summary>
/// <param name="Hits">Those that had it.</param>
/// <param name="Of">All of them.</param>
internal readonly record struct Proportion(long Hits, long Of)
{
    /// <summary>From 0 to 1; 0 where there were no requests.</summary>
    public double Share => Of == 0 ? 0 : (double)Hits / Of;

    /// <summary>The failed ones.</summary>
    public static Proportion Failed(RequestCounts counts) =>
        new(Math.Min(counts.Failed, counts.Requests), counts.Requests);

    /// <summary>
    /// Those that took longer than a bound; none of none where the histogram lacks that bound.
    /// </summary>
    public static Proportion Slower(RequestCounts counts, double seconds) =>
        counts.Durations.Above(seconds) is { } above ? new(above, counts.Durations.Total) : default;

    /// <summary>Both together.</summary>
    public static Proportion operator +(Proportion one, Proportion other) =>
        new(one.Hits + other.Hits, one.Of + other.Of);
}
