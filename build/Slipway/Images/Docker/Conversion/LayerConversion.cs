using System.IO.Compression;
using System.Security.Cryptography;
using Slipway.Images.Packing;
using Slipway.Values;

namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// Turns a layer of a saved archive into a layer of a layout: compressed in one way only, all times 1970.
/// </summary>
internal static class LayerConversion
{
    /// <param name="archive">The archive.</param>
    /// <param name="name">The layer's place in it.</param>
    /// <param name="diffId">What the image's configuration says that the unpacked layer is.</param>
    /// <param name="destination">The file to write.</param>
    /// <param name="ct">Cancels the operation; the file must then be deleted.</param>
    /// <exception cref="FormatException">The layer is malformed or another one.</exception>
    public static async Task<PackedLayer> ConvertAsync(
        SavedArchive archive,
        string name,
        Digest diffId,
        string destination,
        CancellationToken ct
    )
    {
        using var source = SHA256.Create();
        var layer = await LayerWriter.WriteAsync(
            destination,
            async target =>
            {
                await using var saved = await UnpackedAsync(archive, name, ct);
                await using var hashed = new CryptoStream(saved, source, CryptoStreamMode.Read);
                try
                {
                    await LayerTimes.CopyWithoutAsync(hashed, target, ct);
                }
                catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
                {
                    throw new FormatException($"its layer '{name}' is not a complete tar archive", e);
                }
            },
            ct
        );
        return Digest.FromHash(source.Hash) == diffId
            ? layer
            : throw new FormatException(
                $"its layer '{name}' is {Digest.FromHash(source.Hash)}, but must be {diffId}"
            );
    }

    // Engines that keep their images in containerd save layers as they were pulled.
    private static async Task<Stream> UnpackedAsync(SavedArchive archive, string name, CancellationToken ct)
    {
        var start = new byte[4];
        await using (var peek = archive.Open(name))
            await peek.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        if (start.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            throw new FormatException($"its layer '{name}' is compressed with zstd, which is not supported");
        var saved = archive.Open(name);
        return start is [0x1F, 0x8B, ..] ? new GZipStream(saved, CompressionMode.Decompress) : saved;
    }
}
