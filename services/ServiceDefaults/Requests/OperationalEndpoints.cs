using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Metrics;

namespace ServiceDefaults.Requests;

/// <summary>
/// The endpoints for the platform that runs a service. They are not counted, not logged and show no faults.
/// </summary>
internal static class OperationalEndpoints
{
    public static void MapOperationalEndpoints(this IEndpointRouteBuilder routes)
    {
        var operational = routes.MapGroup("").DisableHttpMetrics().ExcludeFromDescription();
        operational.MapGet("/healthz/live", () => Results.Text("live\n"));
        operational.MapGet("/healthz/ready", (ReadinessProbe probe, CancellationToken cancellation) =>
            probe.AskAsync(cancellation)
        );
        operational.MapGet("/metrics", (RequestMetrics metrics) =>
            Results.Text(PrometheusText.Render(metrics), PrometheusText.ContentType)
        );
    }

    public static bool IsOperational(this Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null;
}
