using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Images;

/// <summary>When a container's image is pulled (core/v1 Container, imagePullPolicy).</summary>
internal static class PullPolicy
{
    public static string Of(JsonObject container) => container.Text("imagePullPolicy") ?? "IfNotPresent";

    /// <summary>The image is not here, and may not be pulled.</summary>
    public static ImagePullException NeverPulled(JsonObject container) =>
        new(
            "ErrImageNeverPull",
            $"Container image \"{container.Text("image")}\" is not present with pull policy of Never"
        );
}
