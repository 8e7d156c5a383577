using ServiceDefaults.Metrics;

namespace ServiceDefaults.Tests;

public class PrometheusTextTests
{
    private readonly RequestMetrics _metrics = new(
        DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250)
    );

    [Fact]
    public void Without_requests_there_are_only_types_and_the_start_time() =>
        Assert.Equal(
            """
            # HELP http_requests_total Requests answered, probes and metrics aside.
            # TYPE http_requests_total counter
            # HELP http_request_duration_seconds From a request to the end of its answer.
            # TYPE http_request_duration_seconds histogram
            # HELP process_start_time_seconds When the process started, in Unix time.
            # TYPE process_start_time_seconds gauge
            process_start_time_seconds 1700000000.25

            """,
            PrometheusText.Render(_metrics)
        );

    [Fact]
    public void Requests_are_counted_by_method_route_and_status()
    {
        Record("GET", "/b", 200);
        Record("GET", "/b", 200);
        Record("GET", "/b", 404);
        Record("PUT", "/a", 200);

        Assert.Equal(
            [
                """http_requests_total{method="PUT",route="/a",status="200"} 1""",
                """http_requests_total{method="GET",route="/b",status="200"} 2""",
                """http_requests_total{method="GET",route="/b",status="404"} 1""",
            ],
            Lines("http_requests_total{")
        );
    }

    [Fact]
    public void Buckets_hold_what_is_at_most_their_bound_and_all_smaller_ones()
    {
        foreach (var milliseconds in new[] { 5, 6, 1_000, 20_000 })
            Record("GET", "/a", 200, milliseconds);

        var lines = Lines("http_request_duration_seconds");
        Assert.Contains("""http_request_duration_seconds_bucket{route="/a",le="0.005"} 1""", lines);
        Assert.Contains("""http_request_duration_seconds_bucket{route="/a",le="0.01"} 2""", lines);
        Assert.Contains("""http_request_duration_seconds_bucket{route="/a",le="0.5"} 2""", lines);
        Assert.Contains("""http_request_duration_seconds_bucket{route="/a",le="1"} 3""", lines);
        Assert.Contains("""http_request_duration_seconds_bucket{route="/a",le="10"} 3""", lines);
        Assert.Contains("""http_request_duration_seconds_bucket{route="/a",le="+Inf"} 4""", lines);
        Assert.Contains("""http_request_duration_seconds_count{route="/a"} 4""", lines);
        Assert.Contains("""http_request_duration_seconds_sum{route="/a"} 21.011""", lines);
    }

    [Fact]
    public void Label_values_are_escaped()
    {
        Record("GET", "/{name:regex(\"\\d\n\")}", 200);

        Assert.Equal(
            """http_requests_total{method="GET",route="/{name:regex(\"\\d\n\")}",status="200"} 1""",
            Assert.Single(Lines("http_requests_total{"))
        );
    }

    [Fact]
    public void No_request_is_lost_when_many_are_answered_at_once()
    {
        Parallel.For(0, 10_000, _ => Record("GET", "/a", 200));

        Assert.EndsWith(" 10000", Assert.Single(Lines("http_requests_total{")));
        Assert.EndsWith(" 10000", Assert.Single(Lines("http_request_duration_seconds_count")));
    }

    private void Record(string method, string route, int status, int milliseconds = 1) =>
        _metrics.Record(new RequestKind(method, route, status), TimeSpan.FromMilliseconds(milliseconds));

    private string[] Lines(string start) =>
        [
            .. PrometheusText
                .Render(_metrics)
                .Split('\n')
                .Where(line => line.StartsWith(start, StringComparison.Ordinal)),
        ];
}
