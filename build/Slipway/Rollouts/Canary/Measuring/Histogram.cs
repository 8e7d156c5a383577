namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>Durations as a Prometheus histogram counts them.</summary>
/// <param name="Buckets">
/// Upper bound in seconds, ascending and finite, with the count of durations up to it.
/// </param>
/// <param name="Total">The count of all durations.</param>
public sealed record Histogram(IReadOnlyList<Bucket> Buckets, long Total)
{
    /// <summary>Nothing was counted.</summary>
    public static Histogram Empty { get; } = new([], 0);

    /// <summary>
    /// The count of durations longer than a bound; null where the histogram has no such bound. Never below 0,
    /// which buckets that were not read all at once may seem to say.
    /// </summary>
    /// <param name="seconds">One of the bounds.</param>
    public long? Above(double seconds)
    {
        foreach (var bucket in Buckets)
        {
            if (bucket.Bound == seconds)
                return Math.Max(0, Total - bucket.Count);
        }
        return null;
    }

    /// <summary>
    /// A quantile, interpolated within its bucket as PromQL's <c>histogram_quantile</c> does; beyond the last
    /// bound it is that bound. Null when nothing was counted.
    /// </summary>
    /// <param name="share">Between 0 and 1.</param>
    public TimeSpan? Quantile(double share)
    {
        if (Total == 0 || Buckets.Count == 0)
            return null;
        var rank = share * Total;
        var below = new Bucket(0, 0);
        foreach (var bucket in Buckets)
        {
            if (bucket.Count >= rank && bucket.Count > below.Count)
            {
                var part = (rank - below.Count) / (bucket.Count - below.Count);
                return TimeSpan.FromSeconds(below.Bound + (bucket.Bound - below.Bound) * part);
            }
            below = bucket;
        }
        return TimeSpan.FromSeconds(below.Bound);
    }

    /// <summary>
    /// Both together, on the bounds that they share: two releases may count with different bounds.
    /// </summary>
    public static Histogram operator +(Histogram one, Histogram other)
    {
        if (one.Total == 0)
            return other;
        if (other.Total == 0)
            return one;
        var counts = other.Buckets.ToDictionary(b => b.Bound, b => b.Count);
        var shared = one
            .Buckets.Where(b => counts.ContainsKey(b.Bound))
            .Select(b => b with { Count = b.Count + counts[b.Bound] });
        return new Histogram([.. shared], one.Total + other.Total);
    }

    /// <summary>The increase since an earlier reading of the same counters.</summary>
    public static Histogram operator -(Histogram now, Histogram before) =>
        new(
            [.. now.Buckets.Select(b => b with { Count = b.Count - before.UpTo(b.Bound) })],
            now.Total - before.Total
        );

    /// <summary>Whether any count is lower than it was, which a running process never shows.</summary>
    public bool IsBehind(Histogram before) =>
        Total < before.Total || Buckets.Any(b => b.Count < before.UpTo(b.Bound));

    private long UpTo(double seconds) => Buckets.FirstOrDefault(b => b.Bound == seconds).Count;
}

/// <summary>One bound of a histogram.</summary>
/// <param name="Bound">In seconds.</param>
/// <param name="Count">How many durations were at most that long.</param>
public readonly record struct Bucket(double Bound, long Count);
