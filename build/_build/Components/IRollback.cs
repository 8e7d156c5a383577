using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Goes back.</summary>
internal interface IRollback : IHazDelivery, ILocalCluster
{
    /// <summary>Where to go back to.</summary>
    [Parameter("Version or revision to roll back to - Default is the last good one before what runs")]
    string To => TryGetValue(() => To);

    /// <summary>Takes a canary away, or goes back to an earlier release.</summary>
    [Example("Rollback --env staging", "the last good release before what runs")]
    [Example("Rollback --env staging --to 1.4.0", "that version, as the cluster recorded it")]
    Target Rollback =>
        _ =>
            _.Description("Takes a canary away, or goes back to an earlier recorded release; builds nothing")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.RollBackAsync(OptionalValue.OrNull(To)));
}
