using System.Net.WebSockets;
using LocalCluster.Api.Http.Streams.Channels;
using LocalCluster.Api.Http.Streams.Spdy;
using LocalCluster.Api.Pods;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Streams;

/// <summary>
/// Answers <c>pods/NAME/portforward</c>: SPDY, on a connection of its own or within a WebSocket.
/// </summary>
internal sealed class PortForwardHandler(
    ObjectStore store,
    IContainerStreams? streams,
    TimeProvider time,
    CancellationToken stopping
)
{
    private const string Protocol = "portforward.k8s.io";
    private const string Tunnel = "SPDY/3.1+" + Protocol;

    public async Task ServeAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var pod = store.Get(key)?.Object ?? throw Refusals.NotFound(kind, key.Name);
        StreamTarget.CheckHost(pod);
        var runtime = StreamTarget.Runtime(streams);
        await using var transport = await OpenAsync(context);
        using var connection = new SpdyConnection(transport);
        await ConnectionSession.RunAsync(
            ended => connection.RunAsync(ended),
            closed => new PortForwardSession(connection, pod, runtime).RunAsync(closed),
            time,
            stopping
        );
    }

    private static async Task<Stream> OpenAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            var offered = context.WebSockets.WebSocketRequestedProtocols;
            if (!offered.Contains(Tunnel))
                throw StreamUpgrade.NoProtocol(offered, [Tunnel]);
            // Its slash is not allowed in a protocol's name (RFC 6455, 4.1), so .NET would not send it.
            context.Response.Headers.SecWebSocketProtocol = Tunnel;
            var socket = await context.WebSockets.AcceptWebSocketAsync();
            return WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true);
        }
        return StreamUpgrade.IsSpdy(context)
            ? await StreamUpgrade.UpgradeAsync(context, Protocol)
            : throw StreamUpgrade.NoUpgrade();
    }
}
