using Slipway.Values;

namespace Slipway.Images.Bases;

/// <summary>The base image cannot be built on.</summary>
internal sealed class BaseImageRefusal(string what, ImageReference where, string next)
    : Refusal(what, where.ToString(), next)
{
    public static BaseImageRefusal Unknown(ImageReference image) =>
        new(
            $"Base image {image} not found.",
            image,
            image.Digest is null
                ? "Correct 'baseImage' in environment.yaml (or --base-image), and check that the registry has this image."
                : "If the registry deleted it, ./build.sh UpdateBaseImages locks the current one."
        );

    public static BaseImageRefusal WrongPlatform(
        ImageReference image,
        Platform wanted,
        IEnumerable<string> present
    ) =>
        new(
            $"The base image {image} is not available for {wanted}, only for {string.Join(", ", present)}.",
            image,
            "Choose another base image, or other platforms ('platforms' in environment.yaml, or --platform)."
        );

    public static BaseImageRefusal Broken(ImageReference image, string why) =>
        new($"The base image {image} is invalid: {why}", image, "Choose another base image.");
}
