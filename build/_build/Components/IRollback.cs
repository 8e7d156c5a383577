using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Rolls back.</summary>
internal interface IRollback : IHazReplicas, IHazTo, ILocalCluster, IHazOutput
{
    /// <summary>Removes a canary, or rolls back to an earlier release.</summary>
    [Query(AnswerKind.Result)]
    [Example("Rollback --env staging", "rolls back to the last good release")]
    [Example("Rollback --env staging --to 1.4.0", "rolls back to that version as recorded in the cluster")]
    Target Rollback =>
        _ =>
            _.Description("Removes a canary, or rolls back to an earlier release; builds nothing")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () =>
                    await Delivery.RollBackAsync(
                        OptionalValue.OrNull(To),
                        new ChangeChoices { ResetReplicas = ResetReplicas }
                    )
                );
}
