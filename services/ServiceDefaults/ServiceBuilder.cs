using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ServiceDefaults.Logging;
using ServiceDefaults.Metrics;
using ServiceDefaults.Requests;
using ServiceDefaults.Settings;
using ServiceDefaults.Stopping;

namespace ServiceDefaults;

/// <summary>
/// What every service starts from: settings, logs, metrics, probes, problem details and a graceful stop.
/// </summary>
public static class ServiceBuilder
{
    private const long MostBytesPerRequest = 64 * 1024;

    /// <summary>
    /// A builder whose settings come from appsettings.json, the environment and the arguments; the last wins.
    /// </summary>
    /// <exception cref="InvalidSettingsException">appsettings.json cannot be read.</exception>
    public static WebApplicationBuilder Create(string[] args)
    {
        try
        {
            // Settings hold for a process's life: a change of them is a release, not an edit.
            string[] fixedSettings = ["--hostBuilder:reloadConfigOnChange=false", .. args];
            return WebApplication.CreateSlimBuilder(
                new WebApplicationOptions { Args = fixedSettings, ContentRootPath = AppContext.BaseDirectory }
            );
        }
        catch (InvalidDataException e)
        {
            throw new InvalidSettingsException([$"{e.Message} {e.InnerException?.Message}".TrimEnd()]);
        }
    }

    /// <summary>
    /// Adds the defaults, and checks all settings that were read so far together with its own.
    /// </summary>
    /// <exception cref="InvalidSettingsException">Some are missing or wrong.</exception>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, SettingsReader reader)
    {
        var settings = ServiceSettings.Read(reader, builder.Configuration);
        var addresses = ListenAddresses.Read(reader, builder.Configuration);
        reader.RefuseMistakes();

        builder.WebHost.UseUrls(addresses);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytesPerRequest;
        });
        builder
            .Logging.ClearProviders()
            // It logs what it then throws, and ServiceProcess says that better.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName)
            .AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(settings.Faults);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Random.Shared);
        services.AddSingleton(new RequestMetrics(Process.GetCurrentProcess().StartTime));
        services.AddSingleton<ReadinessProbe>();
        services.AddHostedService<Drain>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Drain + settings.Finish);
        services.AddProblemDetails();
        services.AddExceptionHandler<UnreadableRequests>();
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict
        );
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>
    /// Serves probes, metrics and a page at <c>/</c> that names the service and where to go from there.
    /// </summary>
    public static void UseServiceDefaults(this WebApplication app, string service, params string[] links)
    {
        var lifetime = app.Lifetime;
        app.UseMiddleware<RequestObservation>();
        app.Use((context, next) => Drain.EndConnections(context, next, lifetime));
        app.UseExceptionHandler(new ExceptionHandlerOptions());
        app.UseStatusCodePages();
        if (app.Services.GetRequiredService<FaultSettings>().AffectRequests)
            app.UseMiddleware<FaultInjection>();
        app.MapOperationalEndpoints();
        string[] all = [.. links, "/healthz/live", "/healthz/ready", "/metrics"];
        app.MapGet("/", () => new { service, links = all });
    }
}
