using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Release history.</summary>
internal interface IHistory : IHazDelivery, ILocalCluster, IHazOutput
{
    /// <summary>Prints the recorded releases.</summary>
    [Query(AnswerKind.Data)]
    [Example("History --env production", "lists the newest release first")]
    [Example("History --env production --output json", "prints JSON for scripts")]
    Target History =>
        _ =>
            _.Description("Lists recorded releases: revision, version, state, kind, author, age")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.ShowHistoryAsync());
}
