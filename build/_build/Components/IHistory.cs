using Nuke.Common;
using Slipway.Targets.Delivering;

namespace Slipway.Targets.Components;

/// <summary>Tells what was released.</summary>
internal interface IHistory : IHazDelivery, ILocalCluster
{
    /// <summary>What was released.</summary>
    Target History =>
        _ =>
            _.Description("Shows the releases that the cluster recorded: revision, version, state, who, when")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.ShowHistoryAsync());
}
