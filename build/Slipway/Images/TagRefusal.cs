using Slipway.Values;

namespace Slipway.Images;

/// <summary>A version was to become another image.</summary>
internal sealed class TagRefusal(ImageReference image, Digest present) : Refusal(
    $"The version {image.Tag} of {image.Name} is another image already: {present}, and not {image.Digest}.",
    $"{image.Name}:{image.Tag}",
    "A version is built once. Commit the change, so that it gets a version of its own, and run the same "
    + "command again.");
