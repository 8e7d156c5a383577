namespace Slipway.Targets.Containers;

/// <summary>Where containers are tested, and why there.</summary>
/// <param name="Place">The place; null to try a Docker Engine first.</param>
/// <param name="Reason">The reason to print; null if the user chose it.</param>
internal sealed record ContainerHostSelection(ContainerTestHost? Place, string? Reason)
{
    /// <summary>Chooses.</summary>
    /// <param name="wanted">What the command line says.</param>
    /// <param name="onScratch">
    /// Whether images are built on scratch, so that they need this machine's .NET.
    /// </param>
    /// <param name="environment">The environment's name.</param>
    /// <exception cref="ScratchNeedsClusterException">Docker was requested, but cannot run them.</exception>
    public static ContainerHostSelection Of(ContainerTestHost? wanted, bool onScratch, string environment) =>
        (wanted, onScratch) switch
        {
            (ContainerTestHost.Docker, true) => throw new ScratchNeedsClusterException(environment),
            ({ } place, _) => new ContainerHostSelection(place, null),
            (null, true) => new ContainerHostSelection(
                ContainerTestHost.Cluster,
                $"images of '{environment}' are built on scratch and use this machine's .NET, so they are "
                    + "tested in the local cluster"
            ),
            (null, false) => new ContainerHostSelection(null, null),
        };
}
