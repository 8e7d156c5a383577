using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>What an environment requires of the images of its services.</summary>
/// <param name="BaseImage">
/// What to build on; null for an empty base, on which the runtime comes from where the image runs.
/// Dockerfiles get it as the argument <c>BASE_IMAGE</c>, where they take one.
/// </param>
public sealed record ImageSettings(ImageReference? BaseImage)
{
    /// <summary>
    /// What images are made for. With more than one, each service gets an index (OCI image-spec) of images.
    /// </summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [Platform.Default];

    /// <summary>
    /// The repository of a service's images, where those that others pushed are found; null where no one
    /// shares any.
    /// </summary>
    public Func<string, ImageReference>? Repository { get; init; }

    /// <summary>
    /// The key that an image which others pushed must be signed with, to be used instead of being built; null
    /// where every image of the registry is trusted.
    /// </summary>
    public PublicKey? TrustedBy { get; init; }
}
