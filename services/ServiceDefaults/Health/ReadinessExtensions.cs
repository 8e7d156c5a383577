using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

/// <summary>
/// A service is ready when its health checks pass. They cover its own dependencies, such as its database.
/// Other services are deliberately left out: one that is down must not take its callers down too.
/// </summary>
internal static class ReadinessExtensions
{
    public static void AddReadiness(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<StoppingCheck>(StoppingCheck.Name);
        builder
            .Services.AddOptions<HealthCheckServiceOptions>()
            .PostConfigure<TimeProvider>(
                (options, time) =>
                {
                    foreach (var registration in options.Registrations)
                    {
                        var create = registration.Factory;
                        registration.Factory = provider => new TimeLimitedCheck(create(provider), time);
                    }
                }
            );
    }

    /// <summary>The overall state, then one line for each check with a description.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var lines = report
            .Entries.Where(entry =>
                entry.Key != StoppingCheck.Name || entry.Value.Status != HealthStatus.Healthy
            )
            .Select(entry => $"{entry.Key}: {Text(entry.Value)}");
        string[] all = [report.Status == HealthStatus.Unhealthy ? "not ready" : "ready", .. lines];
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', all) + "\n", context.RequestAborted);
    }

    // Anyone who reaches the pod can read this, so an exception stays in the log.
    private static string Text(HealthReportEntry entry) =>
        entry.Exception is not null
            ? "failed, see the log"
            : entry.Description ?? entry.Status.ToString().ToLowerInvariant();
}
