using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>An image in a folder that can be pushed, by this process or by another one.</summary>
/// <param name="Service">The service whose image it is.</param>
/// <param name="Digest">The digest of its manifest or index, which names the image.</param>
/// <param name="Manifest">The bytes of the manifest or index.</param>
/// <param name="Blobs">Configuration and layers, in the manifest's order; none of an index.</param>
/// <param name="Base">Where the base's layers can be read, with its digest; null for an empty base.</param>
public sealed record BuiltImage(
    string Service,
    Digest Digest,
    ReadOnlyMemory<byte> Manifest,
    IReadOnlyList<ImageBlob> Blobs,
    ImageReference? Base
)
{
    /// <summary>What <see cref="Manifest"/> is: an OCI image manifest or an OCI image index.</summary>
    public string MediaType { get; init; } = MediaTypes.Manifest;

    /// <summary>The images of an index, one for each platform; none of a manifest.</summary>
    public IReadOnlyList<BuiltImage> Parts { get; init; } = [];

    /// <summary>
    /// The repository that the image was pushed to before, where it was found and its layers still are;
    /// null for an image whose own layers are here.
    /// </summary>
    public ImageReference? Home { get; init; }

    /// <summary>Whether it was built in this run, because something changed.</summary>
    public bool IsNew { get; init; }

    /// <summary>
    /// Bytes of the manifest, the configuration and all layers, the base's included; of all platforms, what
    /// they share once.
    /// </summary>
    public long Size =>
        Parts.Append(this).Sum(part => (long)part.Manifest.Length)
        + Parts
            .Append(this)
            .SelectMany(part => part.Blobs)
            .Select(blob => blob.Descriptor)
            .DistinctBy(descriptor => descriptor.Digest)
            .Sum(descriptor => descriptor.Size);
}

/// <summary>A configuration or a layer.</summary>
/// <param name="Descriptor">What it is.</param>
/// <param name="File">
/// Where its bytes are; null for a layer that stays in a registry: the base's, or that of the whole image.
/// </param>
public sealed record ImageBlob(Descriptor Descriptor, string? File);
