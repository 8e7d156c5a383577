namespace Slipway.Targets.Containers;

/// <summary>Where containers are tested.</summary>
internal enum ContainerTestPlace
{
    /// <summary>In a Docker Engine.</summary>
    Docker,

    /// <summary>In the local cluster, where they are processes.</summary>
    Cluster,
}
