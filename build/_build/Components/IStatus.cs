using Nuke.Common;
using Slipway.Targets.Delivering;

namespace Slipway.Targets.Components;

/// <summary>Tells what runs.</summary>
internal interface IStatus : IHazDelivery, ILocalCluster
{
    /// <summary>What runs.</summary>
    Target Status =>
        _ =>
            _.Description(
                    "Shows what runs: service, version, digest, ready and desired pods, track, age, URL"
                )
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.ShowStatusAsync());
}
