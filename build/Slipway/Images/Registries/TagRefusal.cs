using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>A version would become another image.</summary>
internal sealed class TagRefusal(ImageReference image, Digest present, string difference)
    : Refusal(
        $"Version {image.Tag} of {image.Name} already exists as another image: {present}, not {image.Digest}."
            + (difference.Length > 0 ? $" They differ in {difference}." : ""),
        $"{image.Name}:{image.Tag}",
        "A version is built once. Commit your changes so that they get a version of their own, and run the "
            + "command again. If nothing changed, someone else pushed to that tag: find out who, and give the next commit "
            + "an unused version."
    );
