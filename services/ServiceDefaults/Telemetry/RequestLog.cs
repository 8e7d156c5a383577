using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Requests;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Logs every request but probes and scrapes: one line, by route and not by path. The framework's HTTP logging knows
/// the route only with an interceptor, which buffers answers and loses those of gRPC.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Taken now: when an exception is turned into an answer, the endpoint is reset.
        var endpoint = context.GetEndpoint();
        if (endpoint.IsOperational())
        {
            await next(context);
            return;
        }

        var started = time.GetTimestamp();
        await next(context);
        log.LogInformation(
            "{Method} {Route} answered {StatusCode} in {DurationMilliseconds} ms",
            context.Request.Method,
            (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched",
            context.Response.StatusCode,
            Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3)
        );
    }
}
