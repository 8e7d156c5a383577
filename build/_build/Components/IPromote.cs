using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Takes what was proven elsewhere, by digest.</summary>
internal interface IPromote : IHazDelivery, IHazRegistry, ILocalCluster
{
    /// <summary>Makes the canary stable, or takes the release of another environment.</summary>
    [Example("Promote --env staging", "the canary that waits there gets all traffic")]
    [Example("Promote --env production", "the release that staging runs, by digest")]
    Target Promote =>
        _ =>
            _.Description(
                    "Makes the canary stable, or brings the release of promotion.from here; builds nothing"
                )
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.PromoteAsync());
}
