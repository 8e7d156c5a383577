namespace Slipway.Targets.Containers;

/// <summary>Where containers are tested, and why there.</summary>
/// <param name="Place">The place; null where a Docker Engine is to be tried first.</param>
/// <param name="Reason">What the user hears of it; null where it was the user's own choice.</param>
internal sealed record ContainerHostSelection(ContainerTestHost? Place, string? Reason)
{
    /// <summary>Chooses.</summary>
    /// <param name="wanted">What the command line says.</param>
    /// <param name="onScratch">
    /// Whether images are built on nothing: such a program needs this machine's .NET.
    /// </param>
    /// <param name="environment">The environment's name.</param>
    /// <exception cref="ScratchNeedsClusterException">An engine is wanted, which cannot run them.</exception>
    public static ContainerHostSelection Of(ContainerTestHost? wanted, bool onScratch, string environment) =>
        (wanted, onScratch) switch
        {
            (ContainerTestHost.Docker, true) => throw new ScratchNeedsClusterException(environment),
            ({ } place, _) => new ContainerHostSelection(place, null),
            (null, true) => new ContainerHostSelection(
                ContainerTestHost.Cluster,
                $"images of '{environment}' are built on scratch and use this machine's .NET, so they are "
                    + "tested as processes of the local cluster"
            ),
            (null, false) => new ContainerHostSelection(null, null),
        };
}
