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
    private const byte StandardError = 2;

    /// <summary>
    /// Copies everything to where it belongs, until the end. What a container reads is not copied.
    /// </summary>
    public async Task CopyOutputToAsync(
        Stream stdin, Stream stdout, Stream stderr, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        await foreach (var (isError, length) in PiecesAsync(cancellationToken))
        {
            var target = isError ? stderr : stdout;
            for (var left = length; left > 0;)
            {
                var size = (int)Math.Min(left, buffer.Length);
                var read = await stream.ReadAsync(buffer.AsMemory(0, size), cancellationToken);
                if (read == 0)
                    break;
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
    }

    /// <summary>Everything until the end, as text.</summary>
    public async Task<(string stdout, string stderr)> ReadOutputToEndAsync(
        CancellationToken cancellationToken)
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

    /// <summary>Reports each line as soon as it is whole.</summary>
    internal async Task ReportLinesAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        using var output = new LineStream(progress);
        using var errors = new LineStream(progress);
        await CopyOutputToAsync(Stream.Null, output, errors, cancellation);
    }

    private async IAsyncEnumerable<(bool IsError, long Length)> PiecesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!multiplexed)
        {
            yield return (false, long.MaxValue);
            yield break;
        }
        var header = new byte[HeaderLength];
        while (true)
        {
            var read = await stream.ReadAtLeastAsync(header, HeaderLength, false, cancellation);
            if (read == 0)
                yield break;
            if (read < HeaderLength)
                throw new EndOfStreamException("The engine ended the stream within the header of a piece.");
            yield return (header[0] == StandardError, BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)));
        }
    }
}
