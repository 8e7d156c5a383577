using System.Collections.Concurrent;
using Slipway.Rollouts.Canary;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class SyntheticLoadTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Requests_go_out_at_the_rate_and_are_counted_by_outcome()
    {
        var asked = new ConcurrentBag<string>();
        var load = new SyntheticLoad(
            (path, _) =>
            {
                asked.Add(path);
                return path == "/bad" ? throw new HttpRequestException("refused") : Task.FromResult(200);
            },
            _time
        );

        var summary = Run(load, TimeSpan.FromSeconds(10), 20, "/good", "/bad");

        Assert.Equal(200, summary.Sent);
        Assert.Equal(0, summary.Skipped);
        Assert.Equal(100, summary.Answers["200"]);
        Assert.Equal(100, summary.Answers["HttpRequestException"]);
        Assert.Equal(100, asked.Count(path => path == "/good"));
    }

    [Fact]
    public void Slow_answers_do_not_slow_the_load_until_far_too_many_are_unanswered()
    {
        var load = new SyntheticLoad(
            async (_, cancellation) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation);
                return 200;
            },
            _time
        );

        var summary = Run(load, TimeSpan.FromSeconds(15), 10, "/");

        Assert.Equal(100, summary.Sent);
        Assert.Equal(50, summary.Skipped);
        Assert.Empty(summary.Answers);
    }

    [Fact]
    public void A_rate_beyond_the_clock_s_ticks_is_kept()
    {
        var load = new SyntheticLoad((_, _) => Task.FromResult(204), _time);

        Assert.InRange(Run(load, TimeSpan.FromSeconds(5), 1000, "/").Answers["204"], 4950, 5050);
    }

    private LoadSummary Run(SyntheticLoad load, TimeSpan during, int rate, params string[] paths)
    {
        using var stop = new CancellationTokenSource(during + TimeSpan.FromMilliseconds(25), _time);
        var step = TimeSpan.FromMilliseconds(50);
        return Stepwise.Run(_time, step, () => load.RunAsync(rate, paths, stop.Token));
    }
}
