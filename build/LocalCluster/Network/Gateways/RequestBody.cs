using System.Buffers;
using System.Net;

namespace LocalCluster.Network.Gateways;

/// <summary>
/// The body of a request on its way to a backend: every portion goes on as it comes, so that callers may
/// stream. Its own type, since the base classes' own bodies are sent before the answer is read.
/// </summary>
internal sealed class RequestBody(Stream source, CancellationToken cancellation) : HttpContent
{
    private const int BufferSize = 32 << 10;

    /// <summary>Whether some of it may be gone, so that it cannot be sent to another backend.</summary>
    public bool IsStarted { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, cancellation);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        IsStarted = true;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, cancellationToken);
        await Copy(source, stream, both.Token);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    /// <summary>Copies portion by portion, none of which waits for the next.</summary>
    public static async Task Copy(Stream from, Stream to, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, cancellation)) > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
                await to.FlushAsync(cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
