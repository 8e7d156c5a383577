using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Health;

namespace ServiceDefaults.Requests;

/// <summary>
/// Endpoints for the platform. Their requests are not measured, not logged and get no injected faults.
/// </summary>
internal static class OperationalEndpoints
{
    public static void MapOperationalEndpoints(this IEndpointRouteBuilder routes)
    {
        // Liveness runs no checks: a restart would not bring a database back.
        var live = new HealthCheckOptions { Predicate = _ => false };
        var ready = new HealthCheckOptions { ResponseWriter = ReadinessExtensions.WriteAsync };
        routes.MapHealthChecks("/healthz/live", live).DisableHttpMetrics();
        routes.MapHealthChecks("/healthz/ready", ready).DisableHttpMetrics();
        routes.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();
    }

    /// <summary>A page at <c>/</c> for people: the service's name and its routes.</summary>
    public static void MapIndex(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (IHostEnvironment host, EndpointDataSource endpoints) =>
            new
            {
                service = host.ApplicationName,
                links = endpoints
                    .Endpoints.OfType<RouteEndpoint>()
                    .Select(endpoint => endpoint.RoutePattern.RawText)
                    .Where(route => route != "/")
                    .Distinct(),
            }
        );

    public static bool IsOperational(this Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null;
}
