using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.SupplyChain;

/// <summary>What to say where something cannot be attached because a tag cannot be moved.</summary>
public static class FixedTag
{
    /// <summary>About attachments that are not listed.</summary>
    internal static string Warning(ImageReference image, IReadOnlyList<ArtifactManifest> unlisted) =>
        Warning(
            image,
            Referrers.TagOf(image.Digest!.Value),
            string.Join(" and ", unlisted.Select(artifact => artifact.ArtifactType).Distinct())
        );

    /// <summary>About a signature of an image that carries others.</summary>
    /// <param name="image">The image, by digest.</param>
    public static string SignatureWarning(ImageReference image) =>
        Warning(image, CosignTag.Of(image).Tag!, "The signature with this key");

    /// <summary>About one thing.</summary>
    /// <param name="image">The image, by digest.</param>
    /// <param name="tag">The tag that stays as it is.</param>
    /// <param name="what">What could not be attached, as the beginning of a sentence.</param>
    internal static string Warning(ImageReference image, string tag, string what) =>
        $"{what} could not be attached to {image.Name}@{image.Digest!.Value.Short}: the tag {tag} exists, and "
        + $"{image.Registry} does not move tags. The image itself is unaffected. Exempt tags that begin with "
        + "'sha256-' from immutability, or delete that tag and push again.";
}
