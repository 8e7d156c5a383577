using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>An image that lies in a folder and can be pushed, by this process or by another one.</summary>
/// <param name="Service">The service whose image it is.</param>
/// <param name="Digest">The digest of its manifest, which names the image.</param>
/// <param name="Manifest">The manifest's bytes.</param>
/// <param name="Blobs">Configuration and layers, in the manifest's order.</param>
/// <param name="Base">Where the base's layers can be read, with its digest; null for an empty base.</param>
public sealed record BuiltImage(
    string Service, Digest Digest, ReadOnlyMemory<byte> Manifest, IReadOnlyList<ImageBlob> Blobs,
    ImageReference? Base)
{
    /// <summary>Bytes of the manifest, the configuration and all layers, the base's included.</summary>
    public long Size => Manifest.Length + Blobs.Sum(blob => blob.Descriptor.Size);
}

/// <summary>A configuration or a layer.</summary>
/// <param name="Descriptor">What it is.</param>
/// <param name="File">
/// Where its bytes are; null for a layer of the base that stays in the base's registry.
/// </param>
public sealed record ImageBlob(Descriptor Descriptor, string? File);
