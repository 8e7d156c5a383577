using Slipway.Rollouts.Measuring;

namespace Slipway.Tests.Rollouts;

public sealed class PodCountersTests
{
    private const string Conventional = """
        http_requests_total{method="GET",route="/ratings/{id}",status="200"} 90
        http_requests_total{method="GET",route="/ratings/{id}",status="503"} 6
        http_requests_total{method="POST",route="/ratings",status="404"} 4
        http_requests_total{method="GET",route="/healthz/ready",status="503"} 500
        http_request_duration_seconds_bucket{route="/ratings/{id}",le="0.1"} 80
        http_request_duration_seconds_bucket{route="/ratings/{id}",le="+Inf"} 96
        http_request_duration_seconds_bucket{route="/ratings",le="0.1"} 4
        http_request_duration_seconds_bucket{route="/ratings",le="+Inf"} 4
        """;

    private const string AspNet = """
        http_server_request_duration_seconds_bucket{http_response_status_code="200",le="0.1"} 80
        http_server_request_duration_seconds_bucket{http_response_status_code="200",le="+Inf"} 94
        http_server_request_duration_seconds_bucket{http_response_status_code="500",le="0.1"} 4
        http_server_request_duration_seconds_bucket{http_response_status_code="500",le="+Inf"} 6
        http_server_request_duration_seconds_count{http_response_status_code="200"} 94
        http_server_request_duration_seconds_count{http_response_status_code="500"} 6
        http_server_request_duration_seconds_count{http_route="/metrics",http_response_status_code="200"} 77
        """;

    [Theory]
    [InlineData(Conventional)]
    [InlineData(AspNet)]
    [InlineData(Conventional + "\n" + AspNet)]
    public void Both_conventions_are_read_without_probes_and_scrapes_and_once(string metrics)
    {
        var requests = PodCounters.Parse(metrics).Requests!;

        Assert.Equal(100, requests.Requests);
        Assert.Equal(6, requests.Failed);
        Assert.Equal(100, requests.Durations.Total);
        Assert.Equal(16, requests.Durations.Above(0.1));
    }

    [Fact]
    public void A_pod_without_request_metrics_shows_none() =>
        Assert.Null(PodCounters.Parse("process_cpu_seconds_total 3").Requests);

    [Theory]
    [InlineData("http_requests_total NaN")]
    [InlineData("http_requests_total -1")]
    [InlineData("http_requests_total 1\nhttp_request_duration_seconds_bucket{le=\"0.1\"} 1")]
    [InlineData("http_requests_total 1\nhttp_request_duration_seconds_bucket{le=\"x\"} 1")]
    public void What_is_no_count_is_refused(string metrics) =>
        Assert.Throws<FormatException>(() => PodCounters.Parse(metrics));

    [Fact]
    public void A_counter_that_went_down_began_again()
    {
        var served = Pod(7, 2).Since(Pod(100, 1));

        Assert.Equal((7, 2), (served.Requests, served.Failed));
    }

    [Fact]
    public void A_new_process_that_already_counted_further_is_seen_by_its_start()
    {
        var served = Pod(150, 0, started: 2000).Since(Pod(100, 0, started: 1000));

        Assert.Equal(150, served.Requests);
    }

    [Fact]
    public void A_new_process_that_already_counted_further_is_seen_by_its_instance_id()
    {
        var served = PodCounters.Parse(Process("b", 150)).Since(PodCounters.Parse(Process("a", 100)));
        var more = PodCounters.Parse(Process("b", 170)).Since(PodCounters.Parse(Process("b", 150)));

        Assert.Equal((150, 20), (served.Requests, more.Requests));

        static string Process(string instance, int requests) =>
            $$"""
                target_info{service_instance_id="{{instance}}"} 1
                http_requests_total{status="200"} {{requests}}
                """;
    }

    [Fact]
    public void A_first_failure_counts_though_its_series_was_not_there_before()
    {
        const string Before = "http_requests_total{status=\"200\"} 10";
        const string After = "http_requests_total{status=\"200\"} 12\nhttp_requests_total{status=\"500\"} 1";

        var served = PodCounters.Parse(After).Since(PodCounters.Parse(Before));

        Assert.Equal((3, 1), (served.Requests, served.Failed));
    }

    internal static PodCounters Pod(long requests, long failed, double? started = null) =>
        new(new RequestCounts(requests, failed, Histogram.Empty), started);
}
