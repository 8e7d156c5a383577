using System.Buffers.Binary;
using System.Text;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

/// <summary>
/// What a container writes: output and errors in one stream, each piece with its length and its kind in front
/// (Docker
/// Engine API, "Attach to a container", stream format); or plain bytes where the container has a terminal.
/// </summary>
/// <param name="stream">What the engine sends.</param>
/// <param name="multiplexed">Whether the pieces have headers.</param>
public class MultiplexedStream(Stream stream, bool multiplexed) : IDisposable
{
    private const int HeaderLength = 8;
    private readonly byte[] _header = new byte[HeaderLength];
    private TargetStream _target = TargetStream.StandardOut;
    private long _left = multiplexed ? 0 : long.MaxValue;

    /// <summary>The streams of a program.</summary>
    public enum TargetStream
    {
        /// <summary>What it reads.</summary>
        StandardIn = 0,

        /// <summary>What it writes.</summary>
        StandardOut = 1,

        /// <summary>Its errors.</summary>
        StandardError = 2,
    }

    /// <summary>Reads some of what comes, all of one kind. Nothing is read at the end.</summary>
    public async Task<ReadResult> ReadOutputAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    )
    {
        while (_left == 0)
        {
            if (!await ReadHeaderAsync(cancellationToken))
                return default;
        }
        var size = (int)Math.Min(_left, count);
        var read = await stream.ReadAsync(buffer.AsMemory(offset, size), cancellationToken);
        if (multiplexed)
        {
            if (read == 0 && size > 0)
                throw new EndOfStreamException("The engine ended the stream within a piece.");
            _left -= read;
        }
        return new ReadResult { Count = read, Target = _target };
    }

    /// <summary>Writes to what the program reads.</summary>
    public Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing more will be written, where the connection can tell so.</summary>
    public void CloseWrite() => (stream as HijackedStream)?.CloseWrite();

    /// <summary>
    /// Copies everything to where it belongs, until the end. What a container reads is not copied.
    /// </summary>
    public async Task CopyOutputToAsync(
        Stream stdin,
        Stream stdout,
        Stream stderr,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[32 * 1024];
        ReadResult part;
        while (!(part = await ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken)).EOF)
        {
            var target = part.Target == TargetStream.StandardError ? stderr : stdout;
            await target.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
        }
    }

    /// <summary>Everything until the end, as text.</summary>
    public async Task<(string stdout, string stderr)> ReadOutputToEndAsync(
        CancellationToken cancellationToken
    )
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        await CopyOutputToAsync(Stream.Null, output, errors, cancellationToken);
        return (Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(errors.ToArray()));
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose()
    {
        stream.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<bool> ReadHeaderAsync(CancellationToken cancellation)
    {
        var read = await stream.ReadAtLeastAsync(_header, HeaderLength, false, cancellation);
        if (read == 0)
            return false;
        if (read < HeaderLength)
            throw new EndOfStreamException("The engine ended the stream within the header of a piece.");
        _target = (TargetStream)_header[0];
        if (!Enum.IsDefined(_target))
            throw new IOException($"The engine sent a piece of an unknown stream, {_header[0]}.");
        _left = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        return true;
    }

    /// <summary>What was read.</summary>
    public struct ReadResult
    {
        /// <summary>How many bytes.</summary>
        public int Count { get; set; }

        /// <summary>Of which stream.</summary>
        public TargetStream Target { get; set; }

        /// <summary>Whether that was the end.</summary>
        public readonly bool EOF => Count == 0;
    }
}
