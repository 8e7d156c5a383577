using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>
/// Where cosign keeps what belongs to an image: an OCI manifest under a tag made from the image's digest,
/// with one layer for each signature or statement (cosign's signature specification).
/// </summary>
internal static class CosignTag
{
    /// <summary>The endings of these tags: signatures, attestations, SBOMs.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["sig", "att", "sbom"];

    /// <summary>The place of an image's signatures or statements, in the image's own repository.</summary>
    public static ImageReference Of(ImageReference image, string suffix = "sig") =>
        image with
        {
            Tag = $"sha256-{image.Digest!.Value.Hex}.{suffix}",
            Digest = null,
        };

    /// <summary>The layers of both, each once; those that are there already go first.</summary>
    public static IReadOnlyList<CosignLayer> Merge(
        IReadOnlyList<CosignLayer> present,
        IEnumerable<CosignLayer> more
    ) => [.. present.Concat(more).DistinctBy(layer => (layer.Content.Digest, layer.Signature))];
}
