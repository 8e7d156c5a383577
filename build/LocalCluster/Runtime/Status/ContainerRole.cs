using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Status;

/// <summary>What a container is to its pod.</summary>
internal enum ContainerRole
{
    /// <summary>One of <c>containers</c>.</summary>
    Main,

    /// <summary>Must succeed before the next one starts.</summary>
    Init,

    /// <summary>
    /// An init container with <c>restartPolicy: Always</c>: must have started before the next one starts, and
    /// runs until all others have ended.
    /// </summary>
    Sidecar,
}

/// <summary>Determines the roles of containers. Pure.</summary>
internal static class ContainerRoles
{
    public static ContainerRole OfInit(JsonObject container) =>
        container.Text("restartPolicy") == "Always" ? ContainerRole.Sidecar : ContainerRole.Init;
}
