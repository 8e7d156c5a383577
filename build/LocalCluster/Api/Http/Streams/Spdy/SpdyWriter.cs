using System.Buffers;
using System.Buffers.Binary;

namespace LocalCluster.Api.Http.Streams.Spdy;

/// <summary>Writes frames, one after the other, whoever sends them.</summary>
internal sealed class SpdyWriter(Stream transport) : IDisposable
{
    private const int LargestData = 32 << 10;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _hasReplied;

    /// <summary>
    /// Sends data of a stream. The windows of SPDY/3.1 are not waited for: clients of Kubernetes never widen
    /// theirs.
    /// </summary>
    public async ValueTask Data(
        int stream,
        ReadOnlyMemory<byte> data,
        bool isLast,
        CancellationToken cancellation
    )
    {
        do
        {
            var part = data[..Math.Min(data.Length, LargestData)];
            data = data[part.Length..];
            var flags = isLast && data.IsEmpty ? SpdyFrame.Fin : (byte)0;
            await Send(new SpdyFrame(null, stream, flags, part.Length), part, cancellation);
        } while (!data.IsEmpty);
    }

    /// <summary>Accepts a stream.</summary>
    public async ValueTask Reply(int stream, CancellationToken cancellation)
    {
        byte[] body = [.. Number(stream), .. SpdyHeaders.Empty(isFirst: !_hasReplied)];
        _hasReplied = true;
        await Control(SpdyFrameType.SynReply, body, cancellation);
    }

    /// <summary>Sends a control frame of numbers.</summary>
    public ValueTask Control(SpdyFrameType type, CancellationToken cancellation, params int[] numbers) =>
        Control(type, [.. numbers.SelectMany(Number)], cancellation);

    public void Dispose() => _turn.Dispose();

    private ValueTask Control(SpdyFrameType type, byte[] body, CancellationToken cancellation) =>
        Send(new SpdyFrame(type, 0, 0, body.Length), body, cancellation);

    private async ValueTask Send(SpdyFrame frame, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var length = SpdyFrame.HeadLength + body.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        frame.Write(buffer);
        body.CopyTo(buffer.AsMemory(SpdyFrame.HeadLength));
        await _turn.WaitAsync(cancellation);
        try
        {
            // A frame that was begun must be sent whole; the connection's end ends this too.
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
