using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Requests;

namespace ServiceDefaults.Telemetry;

/// <summary>Logs the route template of each request, and nothing about probes and scrapes.</summary>
internal sealed class RouteInRequestLog : IHttpLoggingInterceptor
{
    public ValueTask OnRequestAsync(HttpLoggingInterceptorContext logContext)
    {
        var endpoint = logContext.HttpContext.GetEndpoint();
        if (endpoint.IsOperational())
            logContext.LoggingFields = HttpLoggingFields.None;
        else if (endpoint is RouteEndpoint { RoutePattern.RawText: { } route })
            logContext.AddParameter("Route", route);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnResponseAsync(HttpLoggingInterceptorContext logContext) => ValueTask.CompletedTask;
}
