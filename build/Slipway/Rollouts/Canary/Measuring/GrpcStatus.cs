namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>The status of a gRPC call, which exporters write as <c>14</c>, <c>UNAVAILABLE</c> or <c>Unavailable</c>.</summary>
internal static class GrpcStatus
{
    // What OpenTelemetry's conventions call an error of the server. The others are the caller's mistakes.
    private static readonly HashSet<string> s_failures = new(StringComparer.OrdinalIgnoreCase)
    {
        "2",
        "UNKNOWN",
        "4",
        "DEADLINEEXCEEDED",
        "12",
        "UNIMPLEMENTED",
        "13",
        "INTERNAL",
        "14",
        "UNAVAILABLE",
        "15",
        "DATALOSS",
    };

    // On a series of HTTP, where ASP.NET Core's own metrics have no place for it.
    private static readonly string[] s_labels =
    [
        "rpc_response_status_code",
        "rpc_grpc_status_code",
        "grpc_status",
        "grpc_code",
    ];

    /// <summary>Whether the server is to blame.</summary>
    public static bool IsFailure(string status) => s_failures.Contains(status.Replace("_", ""));

    /// <summary>Whether a series of HTTP counts calls that failed as gRPC calls: their HTTP status is 200.</summary>
    public static bool IsFailure(MetricSample sample) =>
        s_labels.Any(label => IsFailure(sample.Label(label)));

    /// <summary>The path of the method that a series of gRPC counts, as HTTP has it; null where it does not say.</summary>
    public static string? PathOf(MetricSample sample)
    {
        var service = sample.Label("rpc_service") + sample.Label("grpc_service");
        var method = sample.Label("rpc_method") + sample.Label("grpc_method");
        return (service.Length, method.Length) switch
        {
            (0, 0) => null,
            // Newer conventions give the whole name as the method.
            (0, _) => "/" + method.TrimStart('/'),
            _ => method.Contains('/') ? "/" + method.TrimStart('/') : $"/{service}/{method}",
        };
    }
}
