using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Tells what was released.</summary>
internal interface IHistory : IHazDelivery, ILocalCluster, IHazOutput
{
    /// <summary>What was released.</summary>
    [Query(AnswerKind.Data)]
    [Example("History --env production", "the newest release first")]
    [Example("History --env production --output json", "for scripts")]
    Target History =>
        _ =>
            _.Description("Shows the releases that the cluster recorded: revision, version, state, who, when")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.ShowHistoryAsync());
}
