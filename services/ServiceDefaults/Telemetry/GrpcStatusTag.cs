using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Adds the status of a gRPC call to <c>http.server.request.duration</c>. Its HTTP status is 200 even when
/// the call failed, and ASP.NET Core records no other. The tag is that of OpenTelemetry's conventions for RPC
/// metrics.
/// </summary>
internal sealed class GrpcStatusTag(RequestDelegate next)
{
    private const string StatusTag = "rpc.response.status_code";
    private const string StatusHeader = "grpc-status";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics && StatusOf(context) is { } status)
            metrics.Tags.Add(new(StatusTag, status));
    }

    // In the trailers, or in the headers of a trailers-only response.
    private static string? StatusOf(HttpContext context)
    {
        if (
            context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
            is not true
        )
            return null;
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        string? status =
            trailers is not null && trailers.TryGetValue(StatusHeader, out var trailer)
                ? trailer
                : context.Response.Headers[StatusHeader];
        return string.IsNullOrEmpty(status) ? null : status;
    }
}
