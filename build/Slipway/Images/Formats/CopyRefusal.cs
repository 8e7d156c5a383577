using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>An image cannot be copied.</summary>
internal sealed class CopyRefusal(string what, ImageReference where, string next)
    : Refusal(what, where.ToString(), next)
{
    public static CopyRefusal Unknown(ImageReference image) =>
        new(
            $"Image {image} not found.",
            image,
            "It was deleted or never pushed. Deploy it again in the environment that it comes from."
        );

    public static CopyRefusal Broken(ImageReference image, string why) =>
        new($"The image {image} is invalid: {why}", image, "Build and push it again.");
}
