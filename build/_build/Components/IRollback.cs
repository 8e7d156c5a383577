using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Rolls back.</summary>
internal interface IRollback : IHazReplicas, ILocalCluster, IHazOutput
{
    /// <summary>The release to restore.</summary>
    [Parameter(
        "Version or revision to roll back to - Default is the last good release before the current one"
    )]
    string To => TryGetValue(() => To);

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
