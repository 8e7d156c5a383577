using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.Network.Gateways;

/// <summary>A caller's request in the form in which a backend gets it.</summary>
internal static class BackendRequest
{
    private static readonly UriCreationOptions AsSent = new()
    {
        DangerousDisablePathAndQueryCanonicalization = true,
    };

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

    public static HttpRequestMessage Create(
        HttpContext context,
        RouteEntry entry,
        Backend backend,
        IPEndPoint endpoint,
        RequestBody? body
    )
    {
        var filters = entry.Rule.Filters;
        var upgrades = Upgrades(context);
        var headers = PassedHeaders.Of(context.Request, context.Connection.RemoteIpAddress, upgrades);
        filters.Request.Apply(headers);
        backend.Filters.Request.Apply(headers);
        var path = filters.Path?.Apply(RawPath(context), entry.Match.Path) ?? RawPath(context);
        var address = $"http://{endpoint}{path}{context.Request.QueryString}";
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(address, AsSent))
        {
            Version =
                backend.Endpoints!.SpeakHttp2 && !upgrades ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        request.Headers.Host =
            headers.Host.Count > 0 ? headers.Host.ToString() : filters.Host ?? context.Request.Host.Value;
        headers.Remove("Host");
        foreach (var (name, values) in headers)
        {
            if (request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                continue;
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        return request;
    }

    /// <summary>The body of a request; null where it has none.</summary>
    public static RequestBody? Body(HttpContext context, CancellationToken cancellation) =>
        !Upgrades(context) && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
            ? new RequestBody(context.Request.Body, cancellation)
            : null;
}
