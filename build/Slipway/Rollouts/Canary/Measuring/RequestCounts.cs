namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>How many requests there were, and how they were answered.</summary>
/// <param name="Requests">All requests, probes and scrapes aside.</param>
/// <param name="Failed">Those answered with 5xx.</param>
/// <param name="Durations">How long they took; may count fewer than <paramref name="Requests"/>.</param>
public sealed record RequestCounts(long Requests, long Failed, Histogram Durations)
{
    /// <summary>No requests.</summary>
    public static RequestCounts None { get; } = new(0, 0, Histogram.Empty);

    /// <summary>Both together.</summary>
    public static RequestCounts operator +(RequestCounts one, RequestCounts other) =>
        new(one.Requests + other.Requests, one.Failed + other.Failed, one.Durations + other.Durations);

    /// <summary>The increase since an earlier reading of the same counters.</summary>
    public static RequestCounts operator -(RequestCounts now, RequestCounts before) =>
        new(now.Requests - before.Requests, now.Failed - before.Failed, now.Durations - before.Durations);

    /// <summary>Whether any counter is lower than it was, which a running process never shows.</summary>
    public bool IsBehind(RequestCounts before) =>
        Requests < before.Requests || Failed < before.Failed || Durations.IsBehind(before.Durations);
}
