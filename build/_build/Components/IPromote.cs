using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Promotion of a canary or of another environment's release.</summary>
internal interface IPromote : IHazPruning, IHazReplicas, IHazRegistry, ILocalCluster, IHazOutput
{
    /// <summary>Makes the canary stable, or deploys the release of another environment.</summary>
    [Query(AnswerKind.Result)]
    [Example("Promote --env staging", "sends all traffic to the canary that waits there")]
    [Example("Promote --env production", "deploys staging's images by digest")]
    Target Promote =>
        _ =>
            _.Description("Makes a canary stable, or deploys the release of promotion.from; builds nothing")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () =>
                    await Delivery.PromoteAsync(
                        new ChangeChoices { ConfirmPrune = ConfirmPrune, ResetReplicas = ResetReplicas }
                    )
                );
}
