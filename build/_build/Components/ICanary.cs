using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Canary releases.</summary>
internal interface ICanary : IPush, IHazCommitOrder, IHazOutput
{
    /// <summary>Runs the changed services next to the stable ones and judges them.</summary>
    [Query(AnswerKind.Events)]
    [Example(
        "Canary --env production",
        "sends part of the traffic to the changed services, then judges them"
    )]
    Target Canary =>
        _ =>
            _.Description(
                    "Runs the changed services next to the stable ones and judges them by their metrics"
                )
                .DependsOn<IPush>(x => x.Push)
                .Executes(async () =>
                    await Delivery.CanaryAsync(
                        new ChangeChoices { AllowOlder = OptionalValue.LineOrNull(AllowOlder) }
                    )
                );
}
