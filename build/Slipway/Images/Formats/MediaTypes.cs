namespace Slipway.Images.Formats;

/// <summary>
/// The media types of images: those of the OCI image-spec, and Docker's image manifest version 2, schema 2.
/// </summary>
internal static class MediaTypes
{
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";
    public const string GzipLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>
    /// The configuration of an artifact that is not an image (image-spec, guidance for an empty descriptor).
    /// </summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    public const string CycloneDx = "application/vnd.cyclonedx+json";
    public const string InToto = "application/vnd.in-toto+json";
    public const string SimpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json";

    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    private const string DockerGzipLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private const string DockerForeignLayer = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    private const string ForeignGzipLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";

    /// <summary>Every supported type of manifest, in order of preference.</summary>
    public static IReadOnlyList<string> Manifests { get; } =
    [Index, Manifest, DockerManifestList, DockerManifest];

    public static bool IsIndex(string mediaType) => mediaType is Index or DockerManifestList;

    /// <summary>
    /// The OCI name of a layer's type. Docker's types name the very same bytes (image-spec, media type
    /// conflicts).
    /// </summary>
    public static string ToOciLayer(string mediaType) =>
        mediaType switch
        {
            DockerGzipLayer => GzipLayer,
            DockerForeignLayer => ForeignGzipLayer,
            _ => mediaType,
        };
}
