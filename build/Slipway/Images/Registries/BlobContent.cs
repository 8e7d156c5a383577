using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>A part of a blob as the body of a request.</summary>
internal sealed class BlobContent : HttpContent
{
    private readonly string _file;
    private readonly long _offset;
    private readonly long _length;

    public BlobContent(string file, long offset, long length)
    {
        (_file, _offset, _length) = (file, offset, length);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    /// <summary>Verifies that a file holds a blob before it is uploaded.</summary>
    /// <exception cref="LayoutRefusal">It no longer exists, or holds something else.</exception>
    public static async Task CheckAsync(string file, Descriptor blob, CancellationToken ct)
    {
        if (!File.Exists(file))
            throw LayoutRefusal.Damaged(file, "it no longer exists");
        await using var content = File.OpenRead(file);
        var found = Digest.FromHash(await SHA256.HashDataAsync(content, ct));
        if (found != blob.Digest)
            throw LayoutRefusal.Damaged(file, $"its digest is {found} instead of {blob.Digest}");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken ct
    )
    {
        await using var source = File.OpenRead(_file);
        source.Seek(_offset, SeekOrigin.Begin);
        var buffer = new byte[128 * 1024];
        for (var left = _length; left > 0; )
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), ct);
            if (read == 0)
                throw LayoutRefusal.Damaged(_file, "it was truncated while it was being sent");
            await stream.WriteAsync(buffer.AsMemory(0, read), ct);
            left -= read;
        }
    }
}
