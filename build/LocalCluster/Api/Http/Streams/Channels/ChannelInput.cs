using System.IO.Pipelines;

namespace LocalCluster.Api.Http.Streams.Channels;

/// <summary>
/// Holds what the client sent on a channel until it is read. A channel that nobody reads holds back the
/// whole connection once it is full: the protocols of kubectl know no other way to slow a client down.
/// </summary>
internal sealed class ChannelInput
{
    private const int MostHeld = 256 << 10;

    private readonly Pipe _pipe = new(
        new PipeOptions(
            pauseWriterThreshold: MostHeld,
            resumeWriterThreshold: MostHeld / 2,
            useSynchronizationContext: false
        )
    );

    private bool _isOver;

    public PipeReader Reader => _pipe.Reader;

    /// <summary>Takes the next bytes; drops them when the reader wants no more.</summary>
    public async ValueTask ReceiveAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (!_isOver && data.Length > 0)
            await _pipe.Writer.WriteAsync(data, cancellationToken);
    }

    /// <summary>Ends the input, with an error if the channel broke.</summary>
    public void End(string? broken = null)
    {
        if (_isOver)
            return;
        _isOver = true;
        _pipe.Writer.Complete(broken is null ? null : new IOException(broken));
    }
}
