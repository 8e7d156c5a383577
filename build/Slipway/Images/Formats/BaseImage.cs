using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>
/// What service images are built on, read from its registry. Its layers stay there until a push needs them.
/// </summary>
/// <param name="Reference">Where it is, always with the digest of the manifest for the platform.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Config">Its configuration.</param>
internal sealed record BaseImage(
    ImageReference Reference,
    IReadOnlyList<Descriptor> Layers,
    ImageConfig Config
)
{
    /// <summary>
    /// As the base is named in an image: registry, repository and tag. How the run came to the digest
    /// (through a tag, a lock file or an index) must not change the image.
    /// </summary>
    public string Name => (Reference with { Digest = null }).ToString();

    public Digest Digest => Reference.Digest!.Value;
}
