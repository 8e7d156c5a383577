using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Metrics;

namespace ServiceDefaults.Requests;

/// <summary>Counts, times and logs every request but those of the platform.</summary>
internal sealed class RequestObservation(
    RequestDelegate next,
    RequestMetrics metrics,
    TimeProvider time,
    ILogger<RequestObservation> log
)
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
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            var duration = time.GetElapsedTime(started);
            var kind = new RequestKind(Method(context.Request.Method), Route(endpoint), status);
            metrics.Record(kind, duration);
            log.LogInformation(
                "{Method} {Route} answered {Status} in {DurationMilliseconds} ms",
                kind.Method,
                kind.Route,
                kind.Status,
                Math.Round(duration.TotalMilliseconds, 3)
            );
        }
    }

    // Route templates and known methods only: a caller must not be able to create time series.
    private static string Route(Endpoint? endpoint) =>
        (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched";

    private static string Method(string method) =>
        method switch
        {
            "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" => method,
            _ => "_OTHER",
        };
}
