using Slipway.Rollouts.Measuring;

namespace Slipway.Tests.Rollouts;

/// <summary>What exporters in the field write, and what is read of it.</summary>
public sealed class RequestMetricsTests
{
    // A service with ServiceDefaults, scraped as OpenMetrics; most buckets and other metrics are left out.
    private const string OpenTelemetry = """
        # TYPE target info
        # HELP target Target metadata
        target_info{service_name="Rating",service_instance_id="2f4c0a5e-54d2-4a5e-b0a5-ff8f6b8d2b11"} 1
        # TYPE http_server_active_requests gauge
        http_server_active_requests{otel_scope_name="Microsoft.AspNetCore.Hosting",http_request_method="GET",url_scheme="http"} 1
        # TYPE http_server_request_duration_seconds histogram
        # UNIT http_server_request_duration_seconds seconds
        # HELP http_server_request_duration_seconds Duration of HTTP server requests.
        http_server_request_duration_seconds_bucket{otel_scope_name="Microsoft.AspNetCore.Hosting",http_request_method="GET",http_response_status_code="200",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http",le="0.1"} 80 # {trace_id="0af7651916cd43dd8448eb211c80319c",span_id="b7ad6b7169203331"} 0.0826104 1796090796.454
        http_server_request_duration_seconds_bucket{otel_scope_name="Microsoft.AspNetCore.Hosting",http_request_method="GET",http_response_status_code="200",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http",le="+Inf"} 94
        http_server_request_duration_seconds_sum{otel_scope_name="Microsoft.AspNetCore.Hosting",http_request_method="GET",http_response_status_code="200",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http"} 4.5
        http_server_request_duration_seconds_count{otel_scope_name="Microsoft.AspNetCore.Hosting",http_request_method="GET",http_response_status_code="200",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http"} 94
        http_server_request_duration_seconds_created{otel_scope_name="Microsoft.AspNetCore.Hosting",http_request_method="GET",http_response_status_code="200",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http"} 1796090796.4542065
        http_server_request_duration_seconds_bucket{otel_scope_name="Microsoft.AspNetCore.Hosting",error_type="System.Exception",http_request_method="GET",http_response_status_code="500",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http",le="0.1"} 4
        http_server_request_duration_seconds_bucket{otel_scope_name="Microsoft.AspNetCore.Hosting",error_type="System.Exception",http_request_method="GET",http_response_status_code="500",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http",le="+Inf"} 6
        http_server_request_duration_seconds_count{otel_scope_name="Microsoft.AspNetCore.Hosting",error_type="System.Exception",http_request_method="GET",http_response_status_code="500",http_route="/ratings/{id}",network_protocol_version="1.1",url_scheme="http"} 6
        # EOF
        """;

    [Fact]
    public void OpenTelemetry_is_read_with_scopes_exemplars_and_the_end_of_OpenMetrics()
    {
        var counts = Read(OpenTelemetry);

        Assert.Equal((100, 6), (counts.Requests, counts.Failed));
        Assert.Equal((100, 16), (counts.Durations.Total, counts.Durations.Above(0.1)));
    }

    [Theory]
    [InlineData("http_requests_total{status=\"200\"} 9\nhttp_requests_total{status=\"503\"} 1")]
    [InlineData("http_requests_total{code=\"200\"} 9\nhttp_requests_total{code=\"500\"} 1")]
    [InlineData("http_requests_received_total{code=\"404\"} 9\nhttp_requests_received_total{code=\"500\"} 1")]
    [InlineData(
        "http_request_duration_seconds_count{status_code=\"200\"} 9\n"
            + "http_request_duration_seconds_count{status_code=\"502\"} 1"
    )]
    [InlineData(
        "http_server_request_duration_seconds_count{http_response_status_code=\"404\"} 9\n"
            + "http_server_request_duration_seconds_count{error_type=\"System.IO.IOException\"} 1"
    )]
    [InlineData(
        "http_server_duration_milliseconds_count{http_status_code=\"200\"} 9\n"
            + "http_server_duration_milliseconds_count{http_status_code=\"500\"} 1"
    )]
    [InlineData(
        "rpc_server_call_duration_seconds_count{rpc_response_status_code=\"OK\"} 9\n"
            + "rpc_server_call_duration_seconds_count{rpc_response_status_code=\"UNAVAILABLE\"} 1"
    )]
    [InlineData(
        "rpc_server_call_duration_seconds_count{rpc_grpc_status_code=\"0\"} 9\n"
            + "rpc_server_call_duration_seconds_count{rpc_grpc_status_code=\"13\"} 1"
    )]
    [InlineData(
        "rpc_server_duration_milliseconds_count{rpc_grpc_status_code=\"5\"} 9\n"
            + "rpc_server_duration_milliseconds_count{rpc_grpc_status_code=\"2\"} 1"
    )]
    [InlineData(
        "grpc_server_call_duration_seconds_count{grpc_status=\"NOT_FOUND\"} 9\n"
            + "grpc_server_call_duration_seconds_count{grpc_status=\"DEADLINE_EXCEEDED\"} 1"
    )]
    [InlineData(
        "grpc_server_handled_total{grpc_code=\"InvalidArgument\"} 9\n"
            + "grpc_server_handled_total{grpc_code=\"DataLoss\"} 1"
    )]
    [InlineData(
        "http_server_request_duration_seconds_count{http_response_status_code=\"200\",rpc_response_status_code=\"0\"} 9\n"
            + "http_server_request_duration_seconds_count{http_response_status_code=\"200\",rpc_response_status_code=\"14\"} 1"
    )]
    public void Of_each_convention_failures_of_the_server_are_told_from_mistakes_of_callers(string metrics)
    {
        var counts = Read(metrics);

        Assert.Equal((10, 1), (counts.Requests, counts.Failed));
    }

    [Theory]
    [InlineData("http_route=\"/healthz/ready\"")]
    [InlineData("http_route=\"metrics\"")]
    [InlineData("http_route=\"/alive\"")]
    [InlineData("http_route=\"/grpc.health.v1.Health/Check\"")]
    public void Probes_and_scrapes_are_left_out(string route) =>
        Assert.Equal(
            3,
            Read(
                $$"""
                http_server_request_duration_seconds_count{{{route}},http_response_status_code="200"} 77
                http_server_request_duration_seconds_count{http_route="/healthcare/{id}",http_response_status_code="200"} 3
                """
            ).Requests
        );

    [Theory]
    [InlineData("rpc_service=\"grpc.health.v1.Health\",rpc_method=\"Check\"")]
    [InlineData("rpc_method=\"grpc.health.v1.Health/Check\"")]
    public void Health_checks_of_grpc_are_left_out(string method) =>
        Assert.Equal(
            3,
            Read(
                $$"""
                rpc_server_duration_seconds_count{{{method}},rpc_grpc_status_code="0"} 77
                rpc_server_duration_seconds_count{rpc_method="Place",rpc_grpc_status_code="0"} 3
                """
            ).Requests
        );

    [Fact]
    public void Durations_in_milliseconds_have_bounds_in_seconds() =>
        Assert.Equal(
            2,
            Read(
                """
                rpc_server_duration_milliseconds_count{rpc_grpc_status_code="0"} 9
                rpc_server_duration_milliseconds_bucket{rpc_grpc_status_code="0",le="250"} 7
                rpc_server_duration_milliseconds_bucket{rpc_grpc_status_code="0",le="+Inf"} 9
                """
            )
                .Durations.Above(0.25)
        );

    [Theory]
    [InlineData("rpc_method=\"shop.Orders/Place\"")]
    [InlineData("rpc_service=\"shop.Orders\",rpc_method=\"Place\"")]
    public void A_call_that_is_shown_as_HTTP_and_as_gRPC_counts_once_and_by_its_own_status(string method)
    {
        var counts = Read(
            $$"""
            http_server_request_duration_seconds_count{http_route="/shop.Orders/Place",http_response_status_code="200"} 10
            http_server_request_duration_seconds_count{http_route="/orders/{id}",http_response_status_code="200"} 5
            rpc_server_call_duration_seconds_count{{{method}},rpc_response_status_code="OK"} 8
            rpc_server_call_duration_seconds_count{{{method}},rpc_response_status_code="INTERNAL"} 2
            """
        );

        Assert.Equal((15, 2), (counts.Requests, counts.Failed));
    }

    [Theory]
    [InlineData("http_requests_total{method=\"GET\"} 10", "http_requests_total has no label 'status'")]
    [InlineData("grpc_server_handled_total 10", "grpc_server_handled_total has no label 'grpc_code'")]
    public void Requests_whose_outcome_is_not_told_are_refused(string metrics, string reason) =>
        Assert.StartsWith(reason, Assert.Throws<FormatException>(() => Read(metrics)).Message);

    private static RequestCounts Read(string metrics) => RequestMetrics.Read(PrometheusText.Parse(metrics))!;
}
