using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Removes the application.</summary>
internal interface IDestroy : IHazDelivery, ILocalCluster
{
    /// <summary>Demanded where others may use the application.</summary>
    [Parameter("Name of the application to destroy; needed for every environment but a local one")]
    string Confirm => TryGetValue(() => Confirm);

    /// <summary>Removes everything that Slipway put there.</summary>
    [Example("Destroy --env local", "the application and its records")]
    [Example("Destroy --env staging --confirm movies", "where others may use it, its name is needed")]
    Target Destroy =>
        _ =>
            _.Description("Removes the application and its release records from an environment")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.DestroyAsync(OptionalValue.OrNull(Confirm)));
}
