using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class TrackWindowTests
{
    private static readonly TrackPod s_stable = new(Track.Stable, "movie-1");
    private static readonly TrackPod s_one = new(Track.Canary, "movie-canary-1");
    private static readonly TrackPod s_two = new(Track.Canary, "movie-canary-2");

    [Fact]
    public void Pods_of_a_track_are_summed()
    {
        var window = Window(
            Reading((s_stable, 1000, 1), (s_one, 10, 0), (s_two, 20, 0)),
            Reading((s_stable, 1100, 2), (s_one, 15, 1), (s_two, 26, 2))
        );

        Assert.Equal((100, 1), (window.Stable.Requests, window.Stable.Failed));
        Assert.Equal((11, 3), (window.Canary.Requests, window.Canary.Failed));
    }

    [Fact]
    public void A_pod_seen_for_the_first_time_only_gives_a_baseline()
    {
        var window = Window(Reading((s_one, 10, 0)), Reading((s_one, 15, 0), (s_two, 5000, 4000)));

        Assert.Equal((5, 0), (window.Canary.Requests, window.Canary.Failed));
    }

    [Fact]
    public void A_missed_reading_is_made_up_for_by_the_next()
    {
        var first = Reading((s_one, 10, 0), (s_two, 10, 0));
        var missed = first.With(Reading((s_two, 20, 0)).Pods);
        var third = missed.With(Reading((s_one, 30, 3), (s_two, 30, 0)).Pods);

        Assert.Equal(10, Window(first, missed).Canary.Requests);
        Assert.Equal((30, 3), (Window(missed, third).Canary.Requests, Window(missed, third).Canary.Failed));
    }

    [Fact]
    public void A_pod_that_went_away_adds_nothing()
    {
        var first = Reading((s_one, 10, 0), (s_two, 10, 0));

        Assert.Equal(0, Window(first, first.With([])).Canary.Requests);
    }

    [Fact]
    public void Histograms_with_other_bounds_are_compared_on_those_they_share()
    {
        var old = new Histogram([new(0.1, 5), new(0.25, 8)], 10);
        var sum = old + new Histogram([new(0.1, 1), new(0.5, 2)], 2);

        Assert.Equal([new Bucket(0.1, 6)], sum.Buckets);
        Assert.Equal(12, sum.Total);
        Assert.Equal(6, sum.Above(0.1));
        Assert.Null(sum.Above(0.25));
    }

    [Theory]
    [InlineData(0.5, 0.1)]
    [InlineData(0.25, 0.05)]
    [InlineData(0.9, 0.28)]
    [InlineData(1, 0.3)]
    public void Quantiles_are_interpolated(double share, double seconds)
    {
        var histogram = new Histogram([new(0.1, 50), new(0.2, 50), new(0.3, 100)], 100);

        Assert.Equal(seconds, histogram.Quantile(share)!.Value.TotalSeconds, 6);
    }

    private static TrackWindow Window(MetricReading earlier, MetricReading later) =>
        TrackWindow.Between(earlier, later);

    private static MetricReading Reading(params (TrackPod Pod, long Requests, long Failed)[] pods) =>
        MetricReading.Nothing.With(
            pods.Select(pod => KeyValuePair.Create(pod.Pod, PodCountersTests.Pod(pod.Requests, pod.Failed)))
        );
}
