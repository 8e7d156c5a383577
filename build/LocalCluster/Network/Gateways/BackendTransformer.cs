using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace LocalCluster.Network.Gateways;

/// <summary>Applies a rule's changes to the request and the response of one endpoint.</summary>
internal sealed class BackendTransformer(RouteEntry entry, Backend backend, IPEndPoint endpoint)
    : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken
    )
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var path = PassedRequest.RawPath(httpContext);
        path = entry.Rule.Filters.Path?.Apply(path, entry.Match.Path) ?? path;
        proxyRequest.RequestUri = new Uri(
            $"http://{endpoint}{path}{httpContext.Request.QueryString}",
            PassedRequest.AsSent
        );
        if (
            PassedRequest.Upgrades(httpContext) && !IsRestored(httpContext.Request.Headers.Upgrade.ToString())
        )
        {
            proxyRequest.Headers.Connection.Add("Upgrade");
            proxyRequest.Headers.TryAddWithoutValidation(
                "Upgrade",
                (IEnumerable<string?>)httpContext.Request.Headers.Upgrade
            );
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken
    )
    {
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is null)
            return copyBody;
        var response = httpContext.Response;
        foreach (var name in proxyResponse.Headers.Connection)
            response.Headers.Remove(name);
        entry.Rule.Filters.Response.Apply(response.Headers);
        backend.Filters.Response.Apply(response.Headers);
        // YARP sends the headers with the first portion of the body, which a stream of events may leave
        // waiting.
        if (proxyResponse.Content.Headers.ContentType?.MediaType == "text/event-stream")
            await response.Body.FlushAsync(cancellationToken);
        return copyBody;
    }

    /// <summary>YARP forwards the headers Connection and Upgrade only for these protocols.</summary>
    private static bool IsRestored(string protocol) =>
        protocol.Equals("websocket", StringComparison.OrdinalIgnoreCase)
        || protocol.StartsWith("SPDY/", StringComparison.OrdinalIgnoreCase);
}
