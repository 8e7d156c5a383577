namespace Slipway.Images.Formats;

/// <summary>The annotations of the OCI image-spec that are used here.</summary>
internal static class Annotations
{
    /// <summary>The image that this one is built on, by name.</summary>
    public const string BaseName = "org.opencontainers.image.base.name";

    /// <summary>The digest of the image that this one is built on.</summary>
    public const string BaseDigest = "org.opencontainers.image.base.digest";

    /// <summary>What an entry of a layout's index is called.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>Where the source of an image is, as a URL.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>The licenses of what is in an image, as an SPDX expression.</summary>
    public const string Licenses = "org.opencontainers.image.licenses";

    /// <summary>In a layout, the repository that has the layers of an image; Slipway's own.</summary>
    public const string Home = "dev.slipway.home";

    /// <summary>
    /// On a list of inputs, the digest of the image that was made from them; Slipway's own.
    /// </summary>
    public const string InputsOf = "dev.slipway.inputs.image";
}
