using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
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
        operational.MapGet("/healthz/ready", Readiness);
        operational.MapGet("/metrics", (RequestMetrics metrics) =>
            Results.Text(PrometheusText.Render(metrics), PrometheusText.ContentType));
    }

    public static bool IsOperational(this Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null;

    // Other services are deliberately not asked: one that is down must not take its callers down too.
    private static IResult Readiness(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? Results.Text("stopping\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready\n");
}
