namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>One way in which servers export their requests to Prometheus.</summary>
/// <param name="Counter">The metric that counts requests by their status.</param>
/// <param name="Histogram">The histogram of durations, without <c>_bucket</c>.</param>
/// <param name="StatusLabels">The label that holds the status; the first one that a series has.</param>
/// <param name="SecondsPerUnit">What 1 means in the histogram's bounds.</param>
internal sealed record RequestConvention(
    string Counter,
    string Histogram,
    IReadOnlyList<string> StatusLabels,
    double SecondsPerUnit = 1
)
{
    private const double Milliseconds = 0.001;
    private const string HttpDuration = "http_request_duration_seconds";

    // Client libraries of Prometheus agree on the metrics, but not on the label.
    private static readonly string[] s_httpStatus = ["status", "code", "status_code"];

    /// <summary>Servers of HTTP; of these, a pod is read by the first that it shows.</summary>
    public static IReadOnlyList<RequestConvention> Http { get; } =
    [
        new("http_requests_total", HttpDuration, s_httpStatus),
        // prometheus-net.
        new("http_requests_received_total", HttpDuration, s_httpStatus),
        new($"{HttpDuration}_count", HttpDuration, s_httpStatus),
        // OpenTelemetry: ASP.NET Core and whatever else follows its stable conventions, and the ones before.
        Timed("http_server_request_duration_seconds", "http_response_status_code"),
        Timed("http_server_duration_milliseconds", "http_status_code") with
        {
            SecondsPerUnit = Milliseconds,
        },
    ];

    /// <summary>Servers of gRPC; likewise.</summary>
    public static IReadOnlyList<RequestConvention> Grpc { get; } =
    [
        // OpenTelemetry: the current conventions for RPC, and the ones before.
        Timed("rpc_server_call_duration_seconds", "rpc_response_status_code", "rpc_grpc_status_code"),
        Timed("rpc_server_duration_seconds", "rpc_grpc_status_code"),
        Timed("rpc_server_duration_milliseconds", "rpc_grpc_status_code") with
        {
            SecondsPerUnit = Milliseconds,
        },
        // gRPC's own, proposal A66.
        Timed("grpc_server_call_duration_seconds", "grpc_status"),
        // go-grpc-middleware and its relatives.
        new("grpc_server_handled_total", "grpc_server_handling_seconds", ["grpc_code"]),
    ];

    /// <summary>The status of a series; empty where it has none.</summary>
    public string StatusOf(MetricSample sample) =>
        StatusLabels.Select(sample.Label).FirstOrDefault(status => status.Length > 0) ?? "";

    private static RequestConvention Timed(string histogram, params string[] statusLabels) =>
        new(histogram + "_count", histogram, statusLabels);
}
