using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Health;
using ServiceDefaults.Requests;
using ServiceDefaults.Settings;
using ServiceDefaults.Stopping;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults;

/// <summary>
/// What every service starts from, in two calls: <c>builder.AddServiceDefaults()</c> and
/// <c>app.MapDefaultEndpoints()</c>. No setting is required.
/// </summary>
public static class ServiceDefaultsExtensions
{
    private const long MaxRequestBodyBytes = 64 * 1024;

    /// <summary>
    /// Adds metrics, traces, JSON logs, health checks, problem details, fault injection and a graceful stop.
    /// Listens on port 8080 unless the environment says otherwise.
    /// </summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.AddTelemetry();
        builder.AddHostSettings();
        builder.AddReadiness();
        builder.AddFaultInjection();
        builder.AddGracefulStop();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        });
        services.AddProblemDetails();
        services.AddExceptionHandler<UnreadableRequests>();
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict
        );
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>
    /// Adds the middleware that goes with the defaults, and maps <c>/healthz/live</c>, <c>/healthz/ready</c>,
    /// <c>/metrics</c> and a page at <c>/</c> that lists the routes. Call it before mapping your own endpoints.
    /// </summary>
    public static void MapDefaultEndpoints(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<GrpcStatusTag>();
        app.UseMiddleware<ConnectionDrain>();
        app.UseExceptionHandler(new ExceptionHandlerOptions());
        app.UseStatusCodePages();
        app.UseMiddleware<FaultInjection>();
        app.MapOperationalEndpoints();
        app.MapIndex();
    }
}
