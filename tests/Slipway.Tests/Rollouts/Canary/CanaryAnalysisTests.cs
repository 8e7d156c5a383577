using System.Text.Json;
using Slipway.Environments;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Judging;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class CanaryAnalysisTests
{
    private static readonly SloPolicy s_slo = new(99.9, null);
    private static readonly TrackPod s_stable = new(Track.Stable, "rating-5d9");
    private static readonly TrackPod s_canary = new(Track.Canary, "rating-canary-7c4");

    private static readonly CanaryCandidate s_rating = new(Deployment(), Deployment());

    private readonly ManualTime _time = new();
    private readonly CollectingReporter _reporter = new();

    [Fact]
    public void A_bad_canary_ends_the_analysis_early()
    {
        var result = Run(Served(stable: (180, 0), canary: (20, 4)));

        Assert.Equal(Verdict.Bad, result.Verdict);
        Assert.InRange(result.Duration, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        Assert.Equal(Severity.Warning, Assert.IsType<AnalysisProgress>(_reporter.Notices.Last()).Severity);
    }

    [Fact]
    public void A_good_canary_ends_the_analysis_early_and_progress_is_told_on_the_way()
    {
        var result = Run(Served(stable: (180, 0), canary: (20, 0)));

        Assert.Equal(Verdict.Good, result.Verdict);
        Assert.InRange(result.Duration, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(45));
        var lines = _reporter.Notices.OfType<AnalysisProgress>().ToList();
        Assert.InRange(lines.Count, 4, 10);
        Assert.Contains("canary 100 requests, 0 failed", lines[0].Text);
        Assert.Matches("100 of about [0-9]+ requests, about [0-9]+ s at this rate", lines[0].Text);
        Assert.Matches(
            "^about [0-9]+ s more \\| canary 0 % failed, p95 [^|]+ \\| stable 0 % failed",
            lines[0].Detail
        );
        Assert.Equal(100, lines[0].Share?.Done);
        Assert.Contains("good (confidence 99", lines[^1].Text);
        Assert.True(lines[^1].IsDone);
    }

    [Fact]
    public void Without_traffic_the_end_is_inconclusive_at_the_maximum()
    {
        var result = Run(Served(stable: (0, 0), canary: (0, 0)));

        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Equal(TimeSpan.FromSeconds(60), result.Duration);
        Assert.Equal("the canary received no requests", result.Reason);
        Assert.Equal("rating", Assert.IsType<ProgressEnd>(_reporter.Notices.Last()).Subject);
    }

    [Fact]
    public void A_source_that_errs_is_no_bad_canary()
    {
        var result = Run(
            (pod, _) => pod == s_canary ? throw new HttpRequestException("connection refused") : Text(1000, 0)
        );

        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Equal(
            "no metrics could be read from the canary's pods: pod/rating-canary-7c4 could not be read: connection refused",
            result.Reason
        );
        Assert.Contains(_reporter.Notices, notice => notice.Severity == Severity.Warning);
    }

    [Fact]
    public void A_trouble_that_lasts_is_told_once_in_a_minute()
    {
        Run(
            (pod, _) => pod == s_canary ? throw new HttpRequestException("connection refused") : Text(1000, 0)
        );

        Assert.Single(_reporter.Notices, notice => notice.Severity == Severity.Warning);
    }

    [Fact]
    public void Readings_that_fail_now_and_then_do_not_hinder_a_verdict()
    {
        var served = Served(stable: (180, 0), canary: (20, 2));

        var result = Run(
            (pod, second) =>
                second % 3 == 1
                    ? throw new FormatException("Metrics, line 7: 'x' is not a number")
                    : served(pod, second)
        );

        Assert.Equal(Verdict.Bad, result.Verdict);
    }

    [Fact]
    public void Pods_without_request_metrics_are_told_from_pods_without_traffic()
    {
        var result = Run((_, _) => "process_cpu_seconds_total 1");

        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Contains("expose neither http_requests_total or", result.Reason);
    }

    [Fact]
    public async Task A_pod_that_hangs_does_not_stop_the_others()
    {
        var metrics = new PodMetrics(
            (_, _) => Task.FromResult<IReadOnlyList<TrackPod>>([s_stable, s_canary]),
            async (_, pod, cancellation) =>
            {
                if (pod == s_canary)
                    await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation);
                return Text(1, 0);
            },
            TimeSpan.FromSeconds(2),
            _time
        );

        var reading = metrics.ReadAsync(s_rating.Rendered, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(2));
        var sweep = await reading;

        Assert.Equal([s_stable], sweep.Read.Keys);
        Assert.Equal(["pod/rating-canary-7c4 timed out after 2 s"], sweep.Troubles);
    }

    [Fact]
    public async Task A_cancelled_analysis_ends_as_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var running = Analysis(Served(stable: (1, 0), canary: (1, 0))).RunAsync(s_rating, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void A_result_survives_its_way_through_JSON_and_reads_as_a_table()
    {
        var result = Run(Served(stable: (180, 0), canary: (20, 4)));

        var copy = JsonSerializer.Deserialize<AnalysisResult>(JsonSerializer.Serialize(result))!;

        Assert.Equal(result.ToTable(), copy.ToTable());
        Assert.Equal(result.Series.Select(point => point.Until), copy.Series.Select(point => point.Until));
        Assert.Equal(result.Canary.Requests, copy.Series.Sum(point => point.Served.Canary.Requests));
        Assert.Contains("rating: bad after", result.ToTable());
        Assert.Matches("canary +[0-9]+ +[0-9]+ +20 %", result.ToTable());
    }

    [Fact]
    public void A_long_series_is_condensed_without_loss()
    {
        var window = new TrackWindow(new(9, 0, Histogram.Empty), new(1, 0, Histogram.Empty));
        var points = Enumerable
            .Range(1, 599)
            .Select(second => new AnalysisPoint(TimeSpan.FromSeconds(second), window));

        var condensed = AnalysisPoint.Condense([.. points], 60);

        Assert.Equal(60, condensed.Count);
        Assert.Equal(599, condensed.Sum(point => point.Served.Canary.Requests));
        Assert.Equal(TimeSpan.FromSeconds(599), condensed[^1].Until);
    }

    private AnalysisResult Run(Func<TrackPod, int, string> read) =>
        Stepwise.Run(_time, TimeSpan.FromSeconds(1), () => Analysis(read).RunAsync(s_rating, default));

    private CanaryAnalysis Analysis(Func<TrackPod, int, string> read)
    {
        var policy = new CanaryPolicy([50], 20, TimeSpan.FromSeconds(60), NoTraffic.Hold, null);
        var started = _time.GetTimestamp();
        var source = new PodMetrics(
            (_, _) => Task.FromResult<IReadOnlyList<TrackPod>>([s_stable, s_canary]),
            (_, pod, _) => Task.FromResult(read(pod, (int)_time.GetElapsedTime(started).TotalSeconds)),
            TimeSpan.FromSeconds(2),
            _time
        );
        return new CanaryAnalysis(source, policy, s_slo, _reporter, _time);
    }

    /// <summary>Counters that grow by so many requests and failures each second.</summary>
    private static Func<TrackPod, int, string> Served(
        (int Requests, int Failed) stable,
        (int Requests, int Failed) canary
    ) =>
        (pod, second) =>
            pod.Track == Track.Stable
                ? Text(500 + stable.Requests * second, stable.Failed * second)
                : Text(canary.Requests * second, canary.Failed * second);

    private static KubeObject Deployment() =>
        KubeObject.Parse("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"rating"}}""");

    private static string Text(int requests, int failed) =>
        $$"""
            http_requests_total{status="200"} {{requests - failed}}
            http_requests_total{status="500"} {{failed}}
            """;
}
