using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>A version was to become another image.</summary>
internal sealed class TagRefusal(ImageReference image, Digest present, string difference)
    : Refusal(
        $"The version {image.Tag} of {image.Name} is another image already: {present}, and not {image.Digest}."
            + (difference.Length > 0 ? $" They differ in {difference}." : ""),
        $"{image.Name}:{image.Tag}",
        "A version is built once. Commit what changed here, so that it gets a version of its own, and run the same "
            + "command again. Where nothing did, somebody else pushed to that tag: see who, and give the next commit "
            + "a version that is free."
    );
