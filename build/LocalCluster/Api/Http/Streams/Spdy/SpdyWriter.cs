using System.Buffers;
using System.Buffers.Binary;

namespace LocalCluster.Api.Http.Streams.Spdy;

/// <summary>Writes frames, one at a time. Thread-safe.</summary>
internal sealed class SpdyWriter(Stream transport) : IDisposable
{
    private const int LargestData = 32 << 10;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _hasReplied;

    /// <summary>
    /// Sends data of a stream. The windows of SPDY/3.1 are not waited for: clients of Kubernetes never widen
    /// theirs.
    /// </summary>
    public async ValueTask DataAsync(
        int stream,
        ReadOnlyMemory<byte> data,
        bool isLast,
        CancellationToken cancellationToken
    )
    {
        do
        {
            var part = data[..Math.Min(data.Length, LargestData)];
            data = data[part.Length..];
            var flags = isLast && data.IsEmpty ? SpdyFrame.Fin : (byte)0;
            await SendAsync(new SpdyFrame(null, stream, flags, part.Length), part, cancellationToken);
        } while (!data.IsEmpty);
    }

    /// <summary>Accepts a stream.</summary>
    public async ValueTask ReplyAsync(int stream, CancellationToken cancellationToken)
    {
        byte[] body = [.. Number(stream), .. SpdyHeaders.Empty(isFirst: !_hasReplied)];
        _hasReplied = true;
        await Control(SpdyFrameType.SynReply, body, cancellationToken);
    }

    /// <summary>Sends a control frame of numbers.</summary>
    public ValueTask ControlAsync(
        SpdyFrameType type,
        CancellationToken cancellationToken,
        params int[] numbers
    ) => Control(type, [.. numbers.SelectMany(Number)], cancellationToken);

    public void Dispose() => _turn.Dispose();

    private ValueTask Control(SpdyFrameType type, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(new SpdyFrame(type, 0, 0, body.Length), body, cancellationToken);

    private async ValueTask SendAsync(
        SpdyFrame frame,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        var length = SpdyFrame.HeadLength + body.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        frame.Write(buffer);
        body.CopyTo(buffer.AsMemory(SpdyFrame.HeadLength));
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A started frame must be sent completely; closing the connection ends this too.
            await transport.WriteAsync(buffer.AsMemory(0, length), CancellationToken.None);
            await transport.FlushAsync(CancellationToken.None);
        }
        finally
        {
            _turn.Release();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
