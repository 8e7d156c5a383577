using Slipway.Values;

namespace Slipway.Tests.Values;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy s_policy = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    [Fact]
    public void The_wait_is_doubled_up_to_the_longest() =>
        Assert.Equal(
            [1, 2, 4, 5, 5],
            Enumerable.Range(1, 5).Select(n => s_policy.Next(n, TimeSpan.Zero, null, 0.5)!.Value.TotalSeconds)
        );

    [Fact]
    public void However_many_tries_there_were_the_wait_stays_the_longest() =>
        Assert.Equal(TimeSpan.FromSeconds(5), s_policy.Next(10_000, TimeSpan.Zero, null, 0.5));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 3)]
    [InlineData(60, 20)]
    public void The_server_may_ask_for_more_within_bounds(double asked, double expected) =>
        Assert.Equal(
            TimeSpan.FromSeconds(expected),
            (s_policy with { LongestAsked = TimeSpan.FromSeconds(20) }).Next(
                1,
                TimeSpan.Zero,
                TimeSpan.FromSeconds(asked),
                0.5
            )
        );

    [Theory]
    [InlineData(0, 0.75)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1.25)]
    public void Jitter_spreads_the_wait(double random, double expected) =>
        Assert.Equal(
            TimeSpan.FromSeconds(expected),
            (s_policy with { Jitter = 0.25 }).Next(1, TimeSpan.Zero, null, random)
        );

    [Fact]
    public void After_the_last_attempt_there_is_none() =>
        Assert.Equal(
            [true, false],
            new[] { 2, 3 }.Select(n =>
                (s_policy with { Attempts = 3 }).Next(n, TimeSpan.Zero, null, 0.5) is not null
            )
        );

    [Fact]
    public void No_try_begins_after_the_deadline() =>
        Assert.Equal(
            [true, false],
            new[] { 8.5, 9 }.Select(elapsed =>
                (s_policy with { Deadline = TimeSpan.FromSeconds(10) }).Next(
                    1,
                    TimeSpan.FromSeconds(elapsed),
                    null,
                    0.5
                )
                    is not null
            )
        );
}
