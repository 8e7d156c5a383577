using System.IO.Pipelines;
using LocalCluster.Api.Http.Streams.Channels;

namespace LocalCluster.Api.Http.Streams.WebSockets;

/// <summary>One channel of a WebSocket. The server's side ends with the connection alone.</summary>
internal sealed class WebSocketChannel(WebSocketChannels connection, byte number) : IChannel
{
    public PipeReader Input => Receiving.Reader;

    /// <summary>Where the connection puts what comes.</summary>
    public ChannelInput Receiving { get; } = new();

    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        connection.SendAsync(number, data, cancellationToken);

    public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
