using Slipway.Kubernetes.Connection;

namespace Slipway.Tests.Kubernetes.Connection;

/// <summary>How many requests a server gets at the same time, after what it answered.</summary>
public sealed class ConcurrencyLimitTests
{
    private static readonly TimeSpan s_fast = TimeSpan.FromMilliseconds(10);

    [Theory]
    // Limit, mean time in ms, throttled, next limit.
    [InlineData(16, 10, false, 20)]
    [InlineData(16, 20, false, 20)]
    [InlineData(62, 10, false, 64)]
    [InlineData(64, 10, false, 64)]
    [InlineData(40, 21, false, 30)]
    [InlineData(20, 21, false, 16)]
    [InlineData(16, 1000, false, 16)]
    [InlineData(8, 1000, false, 8)]
    [InlineData(40, 10, true, 20)]
    [InlineData(16, 1000, true, 8)]
    [InlineData(5, 10, true, 4)]
    [InlineData(4, 10, false, 8)]
    public void It_grows_while_answers_are_fast_and_shrinks_when_they_are_not(
        int limit,
        int mean,
        bool throttled,
        int next
    ) =>
        Assert.Equal(
            next,
            new ConcurrencyLimit(limit, s_fast).After(TimeSpan.FromMilliseconds(mean), throttled).Requests
        );

    [Fact]
    public void The_fastest_answers_so_far_are_the_measure()
    {
        var limit = new ConcurrencyLimit().After(TimeSpan.FromMilliseconds(30), throttled: false);
        Assert.Equal((20, 30), (limit.Requests, limit.Best!.Value.TotalMilliseconds));
        limit = limit.After(TimeSpan.FromMilliseconds(10), throttled: false);
        Assert.Equal((24, 10), (limit.Requests, limit.Best!.Value.TotalMilliseconds));
        limit = limit.After(TimeSpan.FromMilliseconds(30), throttled: false);
        Assert.Equal((18, 10), (limit.Requests, limit.Best!.Value.TotalMilliseconds));
    }
}
