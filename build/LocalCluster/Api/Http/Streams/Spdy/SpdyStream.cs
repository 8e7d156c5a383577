using System.IO.Pipelines;
using LocalCluster.Api.Http.Streams.Channels;

namespace LocalCluster.Api.Http.Streams.Spdy;

/// <summary>A stream that the client opened.</summary>
internal sealed class SpdyStream(
    SpdyConnection connection,
    int id,
    IReadOnlyDictionary<string, string> headers
) : IChannel
{
    private readonly ChannelInput _input = new();
    private volatile bool _isReset;
    private int _hasEnded;

    public int Id => id;

    public PipeReader Input => _input.Reader;

    /// <summary>Whether nothing will come from the client any more.</summary>
    public bool IsHeard { get; private set; }

    /// <summary>Whether nothing will be sent any more.</summary>
    public bool HasEnded => _hasEnded == 1;

    /// <summary>What the client said about the stream; empty if it said nothing.</summary>
    public string Header(string name) => headers.GetValueOrDefault(name, "");

    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        _isReset
            ? throw new IOException("The client gave the stream up.")
            : connection.SendDataAsync(this, data, isLast: false, cancellationToken);

    public ValueTask EndAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _hasEnded, 1) == 1 || _isReset
            ? ValueTask.CompletedTask
            : connection.SendDataAsync(this, ReadOnlyMemory<byte>.Empty, isLast: true, cancellationToken);

    public ValueTask ReceiveAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        _input.ReceiveAsync(data, cancellationToken);

    /// <summary>The client's direction is closed.</summary>
    public void ReceiveEnd()
    {
        IsHeard = true;
        _input.End();
    }

    /// <summary>Both directions are gone.</summary>
    public void Break(string why)
    {
        _isReset = true;
        IsHeard = true;
        _input.End(why);
    }
}
