using System.IO.Pipelines;

namespace LocalCluster.Api.Http.Streams.WebSockets;

/// <summary>One channel of a WebSocket. Its server's side has no end of its own: that is the connection's.</summary>
internal sealed class WebSocketChannel(WebSocketChannels connection, byte number) : IChannel
{
    public PipeReader Input => Receiving.Reader;

    /// <summary>Where the connection puts what comes.</summary>
    public ChannelInput Receiving { get; } = new();

    public ValueTask Write(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        connection.Send(number, data, cancellation);

    public ValueTask End(CancellationToken cancellation) => ValueTask.CompletedTask;
}
