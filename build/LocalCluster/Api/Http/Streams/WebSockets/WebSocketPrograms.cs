using System.Net.WebSockets;
using LocalCluster.Api.Http.Streams.Channels;
using LocalCluster.Resources;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Streams.WebSockets;

/// <summary><c>exec</c> and <c>attach</c> over a WebSocket.</summary>
internal static class WebSocketPrograms
{
    private static readonly string[] s_protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

    /// <summary>Opens the connection and runs a session on it until both sides are done.</summary>
    /// <exception cref="ApiException">400: the client speaks none of the protocols.</exception>
    public static async Task ServeAsync(
        HttpContext context,
        ProgramQuery query,
        Func<ProgramChannels, CancellationToken, Task> session,
        TimeProvider time,
        CancellationToken stopping
    )
    {
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        var protocol = s_protocols.FirstOrDefault(offered.Contains)
            ?? throw StreamUpgrade.NoProtocol(offered, s_protocols);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        using var connection = new WebSocketChannels(socket, protocol == s_protocols[0]);
        await ConnectionSession.RunAsync(
            ended => connection.RunAsync(ended),
            async closed =>
            {
                var channels = Channels(connection, query);
                // Signals the start of the session to clients that have no other sign of it.
                var first = channels.Stdout ?? channels.Stderr ?? channels.Status;
                await first.WriteAsync(ReadOnlyMemory<byte>.Empty, closed);
                await session(channels, closed);
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, closed);
            },
            time,
            stopping
        );
    }

    private static ProgramChannels Channels(WebSocketChannels all, ProgramQuery query) =>
        new(
            all[3],
            query.Stdin ? all[0] : null,
            query.Stdout ? all[1] : null,
            query.Stderr ? all[2] : null,
            query.Tty ? all[4] : null
        );
}
