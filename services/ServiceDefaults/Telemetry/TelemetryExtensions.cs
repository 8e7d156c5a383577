using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServiceDefaults.Requests;

namespace ServiceDefaults.Telemetry;

/// <summary>Metrics and traces with OpenTelemetry, and logs as one JSON object per line.</summary>
internal static class TelemetryExtensions
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Metrics are served at <c>/metrics</c>. With <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, metrics, traces and
    /// logs go there as well.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder
            .Services.AddOpenTelemetry()
            // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence. Each process has a new instance
            // id.
            .ConfigureResource(resource =>
                resource.AddService(builder.Environment.ApplicationName).AddEnvironmentVariableDetector()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    // A canary is judged second by second, so a cached response would be stale.
                    .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0)
            )
            .WithTracing(traces =>
                traces
                    .AddAspNetCoreInstrumentation(requests =>
                        requests.Filter = context => !context.GetEndpoint().IsOperational()
                    )
                    .AddHttpClientInstrumentation()
            );

        builder.AddJsonLogs();
        if (string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint]))
            return;
        telemetry.UseOtlpExporter();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
    }

    private static void AddJsonLogs(this WebApplicationBuilder builder)
    {
        builder
            .Logging.ClearProviders()
            .Configure(logs =>
                logs.ActivityTrackingOptions =
                    ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId
            )
            // The host also logs the exception that it throws, which ServiceProcess reports in one line.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.JsonWriterOptions = new JsonWriterOptions
                {
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                };
            });
    }
}
