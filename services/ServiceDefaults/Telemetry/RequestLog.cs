using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Requests;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Logs every request except probes and scrapes on one line, with its route instead of its path. The
/// framework's HTTP logging needs an interceptor for the route, which buffers responses and loses those of
/// gRPC.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Read now: handling an exception resets the endpoint.
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
