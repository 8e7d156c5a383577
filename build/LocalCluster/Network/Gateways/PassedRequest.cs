using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.Network.Gateways;

/// <summary>A caller's request as the backend sees it.</summary>
internal static class PassedRequest
{
    /// <summary>Leaves the path as it is, still encoded.</summary>
    public static UriCreationOptions AsSent { get; } =
        new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Whether the caller asks for another protocol on its connection, as WebSocket does.</summary>
    public static bool Upgrades(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        && context.Request.Headers.Upgrade.Count > 0;

    /// <summary>The path as the caller sent it, still encoded.</summary>
    public static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            // The absolute form, which a server must accept too (RFC 9112 section 3.2.2).
            target = Uri.TryCreate(target, AsSent, out var uri) ? uri.PathAndQuery : "/";
        }
        var end = target.IndexOf('?');
        return end < 0 ? target : target[..end];
    }

    /// <summary>
    /// Changes the headers before they are passed on: without those that the Connection header names (RFC
    /// 9110 section 7.6.1), with X-Forwarded ones, and as the filters say.
    /// </summary>
    public static void ChangeHeaders(HttpContext context, RouteEntry entry, Backend backend)
    {
        var (request, headers) = (context.Request, context.Request.Headers);
        foreach (var name in headers.GetCommaSeparatedValues("Connection"))
        {
            if (!name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase))
                headers.Remove(name);
        }
        if (context.Connection.RemoteIpAddress is { } caller)
        {
            var address = (caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller).ToString();
            headers["X-Forwarded-For"] = string.Join(", ", [.. headers["X-Forwarded-For"], address]);
        }
        headers["X-Forwarded-Host"] = request.Host.Value;
        headers["X-Forwarded-Proto"] = request.Scheme;
        // YARP copies the Host header; the filters may set another.
        if (entry.Rule.Filters.Host is { } host)
            headers.Host = host;
        entry.Rule.Filters.Request.Apply(headers);
        backend.Filters.Request.Apply(headers);
    }
}
