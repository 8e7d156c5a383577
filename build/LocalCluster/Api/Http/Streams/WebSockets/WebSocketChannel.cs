using System.IO.Pipelines;
using LocalCluster.Api.Http.Streams.Channels;

namespace LocalCluster.Api.Http.Streams.WebSockets;

/// <summary>One channel of a WebSocket. The server's side ends with the connection alone.</summary>
internal sealed class WebSocketChannel(WebSocketChannels connection, byte number) : IChannel
{
    public PipeReader Input => Receiving.Reader;

    /// <summary>Where the connection puts what comes.</summary>
    public ChannelInput Receiving { get; } = new();

    public ValueTask Write(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        connection.Send(number, data, cancellation);

    public ValueTask End(CancellationToken cancellation) => ValueTask.CompletedTask;
}
