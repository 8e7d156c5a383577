using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Threading.Channels;

namespace LocalCluster.Api.Http.Streams.Spdy;

/// <summary>The server's end of a SPDY/3.1 connection, on which only the client opens streams.</summary>
internal sealed class SpdyConnection(Stream transport) : IDisposable
{
    private const int LargestControl = 64 << 10;
    private const int MostStreams = 1000;
    private const int ProtocolError = 1;
    private const int InvalidStream = 2;
    private const int RefusedStream = 3;

    private readonly SpdyHeaders _headers = new();
    private readonly SpdyWriter _writer = new(transport);
    private readonly ConcurrentDictionary<int, SpdyStream> _streams = new();
    private readonly Channel<SpdyStream> _opened = Channel.CreateUnbounded<SpdyStream>();
    private readonly byte[] _buffer = new byte[LargestControl];
    private int _lastStream;

    /// <summary>The streams that the client opens, in its order, until the connection ends.</summary>
    public ChannelReader<SpdyStream> Opened => _opened.Reader;

    /// <summary>Reads frames until the client closes the connection, or breaks the rules.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (
                await transport.ReadAtLeastAsync(
                    _buffer.AsMemory(0, SpdyFrame.HeadLength),
                    SpdyFrame.HeadLength,
                    false,
                    cancellationToken
                ) == SpdyFrame.HeadLength
            )
                await TakeAsync(SpdyFrame.Parse(_buffer), cancellationToken);
        }
        catch (SpdyProtocolException)
        {
            await _writer.ControlAsync(SpdyFrameType.GoAway, cancellationToken, _lastStream, ProtocolError);
        }
        catch (IOException)
        {
            // The connection broke; that ends it like any other end.
        }
        finally
        {
            _opened.Writer.TryComplete();
            foreach (var stream in _streams.Values)
                stream.Break("The connection was closed.");
        }
    }

    /// <summary>Says that no more streams will be taken.</summary>
    public ValueTask GoAwayAsync(CancellationToken cancellationToken) =>
        _writer.ControlAsync(SpdyFrameType.GoAway, cancellationToken, _lastStream, 0);

    public async ValueTask SendDataAsync(
        SpdyStream stream,
        ReadOnlyMemory<byte> data,
        bool isLast,
        CancellationToken cancellationToken
    )
    {
        await _writer.DataAsync(stream.Id, data, isLast, cancellationToken);
        Forget(stream);
    }

    public void Dispose()
    {
        _headers.Dispose();
        _writer.Dispose();
    }

    private async Task TakeAsync(SpdyFrame frame, CancellationToken cancellationToken)
    {
        if (frame.Type is not { } type)
        {
            await TakeDataAsync(frame, cancellationToken);
            return;
        }
        if (frame.Length > LargestControl)
            throw new SpdyProtocolException("A control frame is too large.");
        var body = _buffer.AsMemory(0, frame.Length);
        await transport.ReadExactlyAsync(body, cancellationToken);
        switch (type)
        {
            case SpdyFrameType.SynStream:
                await OpenAsync(
                    Number(body),
                    body[Math.Min(10, body.Length)..],
                    frame.IsLast,
                    cancellationToken
                );
                break;
            case SpdyFrameType.SynReply or SpdyFrameType.Headers:
                // They are unused, but the next block cannot be decompressed without this one.
                _headers.Read(body[Math.Min(4, body.Length)..].Span);
                if (frame.IsLast && _streams.TryGetValue(Number(body), out var ended))
                    EndInput(ended);
                break;
            case SpdyFrameType.RstStream when _streams.TryRemove(Number(body), out var reset):
                reset.Break("The client gave the stream up.");
                break;
            case SpdyFrameType.Ping when Number(body) % 2 == 1:
                await _writer.ControlAsync(SpdyFrameType.Ping, cancellationToken, Number(body));
                break;
            default:
                // Settings and windows change nothing here, and after GOAWAY the client closes by itself.
                break;
        }
    }

    private async Task OpenAsync(
        int id,
        ReadOnlyMemory<byte> block,
        bool isLast,
        CancellationToken cancellationToken
    )
    {
        var headers = _headers.Read(block.Span);
        if (id <= _lastStream || id % 2 == 0)
            throw new SpdyProtocolException($"The client may not open stream {id}.");
        _lastStream = id;
        if (_streams.Count >= MostStreams)
        {
            await _writer.ControlAsync(SpdyFrameType.RstStream, cancellationToken, id, RefusedStream);
            return;
        }
        var stream = new SpdyStream(this, id, headers);
        _streams[id] = stream;
        if (isLast)
            EndInput(stream);
        await _writer.ReplyAsync(id, cancellationToken);
        _opened.Writer.TryWrite(stream);
    }

    private async Task TakeDataAsync(SpdyFrame frame, CancellationToken cancellationToken)
    {
        var stream = _streams.GetValueOrDefault(frame.Stream);
        for (var left = frame.Length; left > 0; )
        {
            var part = _buffer.AsMemory(0, Math.Min(left, _buffer.Length));
            await transport.ReadExactlyAsync(part, cancellationToken);
            if (stream is not null)
                await stream.ReceiveAsync(part, cancellationToken);
            left -= part.Length;
        }
        if (stream is not null && frame.IsLast)
            EndInput(stream);
        else if (stream is not null && frame.Length > 0)
            await WidenAsync(frame, cancellationToken);
        else if (stream is null && frame.Stream > _lastStream)
            await _writer.ControlAsync(
                SpdyFrameType.RstStream,
                cancellationToken,
                frame.Stream,
                InvalidStream
            );
    }

    /// <summary>The windows of the stream and of the connection (stream 0) are as wide as before.</summary>
    private async Task WidenAsync(SpdyFrame frame, CancellationToken cancellationToken)
    {
        await _writer.ControlAsync(SpdyFrameType.WindowUpdate, cancellationToken, frame.Stream, frame.Length);
        await _writer.ControlAsync(SpdyFrameType.WindowUpdate, cancellationToken, 0, frame.Length);
    }

    private void EndInput(SpdyStream stream)
    {
        stream.ReceiveEnd();
        Forget(stream);
    }

    private void Forget(SpdyStream stream)
    {
        if (stream.IsHeard && stream.HasEnded)
            _streams.TryRemove(stream.Id, out _);
    }

    private static int Number(ReadOnlyMemory<byte> body) =>
        body.Length >= 4
            ? (int)(BinaryPrimitives.ReadUInt32BigEndian(body.Span) & 0x7fffffff)
            : throw new SpdyProtocolException("A control frame is too short.");
}
