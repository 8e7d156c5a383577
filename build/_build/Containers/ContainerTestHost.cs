namespace Slipway.Targets.Containers;

/// <summary>Where containers are tested.</summary>
internal enum ContainerTestHost
{
    /// <summary>In a Docker Engine.</summary>
    Docker,

    /// <summary>In the local cluster, where they are processes.</summary>
    Cluster,
}
