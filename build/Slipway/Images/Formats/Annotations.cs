namespace Slipway.Images.Formats;

/// <summary>The annotations of the OCI image-spec that are used here.</summary>
internal static class Annotations
{
    /// <summary>The image that this one is built on, by name.</summary>
    public const string BaseName = "org.opencontainers.image.base.name";

    /// <summary>The digest of the image that this one is built on.</summary>
    public const string BaseDigest = "org.opencontainers.image.base.digest";

    /// <summary>What it is, for people.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>The version of the packaged software.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>The commit that it was made from.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>What an entry of a layout's index is called.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>Where the source of an image is, as a URL.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>The licenses of what is in an image, as an SPDX expression.</summary>
    public const string Licenses = "org.opencontainers.image.licenses";

    /// <summary>In a layout, the repository that has the layers of an image; Slipway's own.</summary>
    public const string Home = "dev.slipway.home";

    /// <summary>In a layout, how many blobs of an image it holds; Slipway's own.</summary>
    public const string Here = "dev.slipway.here";

    /// <summary>
    /// On a list of inputs, the digest of the image that was made from them; Slipway's own.
    /// </summary>
    public const string InputsOf = "dev.slipway.inputs.image";

    /// <summary>What kind of statement an attachment holds (in-toto, as BuildKit writes it).</summary>
    public const string PredicateType = "in-toto.io/predicate-type";

    /// <summary>The signature of a payload, in base64 (cosign's signature specification).</summary>
    public const string CosignSignature = "dev.cosignproject.cosign/signature";
}
