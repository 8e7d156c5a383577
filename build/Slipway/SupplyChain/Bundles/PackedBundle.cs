using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.SupplyChain.Bundles;

/// <summary>
/// A bundle as an OCI artifact (image-spec 1.1, manifest with an artifactType and an empty configuration). The same
/// bundle always has the same digest.
/// </summary>
/// <param name="Manifest">The artifact's manifest.</param>
/// <param name="Blobs">What it names, with the bytes.</param>
public sealed record PackedBundle(
    ReadOnlyMemory<byte> Manifest,
    IReadOnlyList<(Descriptor Descriptor, ReadOnlyMemory<byte> Bytes)> Blobs
)
{
    /// <summary>The artifact's type.</summary>
    public const string ArtifactType = "application/vnd.slipway.bundle.v1";

    /// <summary>The type of the blob that says what is released.</summary>
    public const string DocumentType = "application/vnd.slipway.release.v1+json";

    /// <summary>The type of the blob with the files.</summary>
    public const string FilesType = "application/vnd.slipway.manifests.v1.tar";

    /// <summary>Identifies the bundle with all that is in it.</summary>
    public Digest Digest => Digest.Of(Manifest.Span);

    /// <summary>Packs a bundle.</summary>
    public static PackedBundle Of(ReleaseBundle bundle)
    {
        var document = Blob(DocumentType, BundleDocument.Write(bundle));
        var files = Blob(FilesType, BundleArchive.Write(bundle.Files));
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Annotations.Title] = bundle.App,
            [Annotations.Version] = bundle.Version,
        };
        if (bundle.Commit is { } commit)
            annotations[Annotations.Revision] = commit;
        var manifest = ArtifactManifest.Create(
            ArtifactType,
            [document.Descriptor, files.Descriptor],
            subject: null,
            annotations
        );
        return new PackedBundle(
            manifest.Bytes,
            [(ArtifactManifest.Empty, ArtifactManifest.EmptyConfig), document, files]
        );
    }

    private static (Descriptor Descriptor, ReadOnlyMemory<byte> Bytes) Blob(string type, byte[] bytes) =>
        (new Descriptor(type, Digest.Of(bytes), bytes.Length), bytes);
}
