using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>There is nothing to push.</summary>
internal sealed class ImagesMissingException(string environment)
    : Refusal(
        "the images of the services have not been built",
        $".nuke/temp/images/{environment}",
        $"run the target without --skip, or run ./build.sh ContainerBuild --env {environment} first"
    );
