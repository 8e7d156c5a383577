using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>What is known about a release that failed.</summary>
internal interface IReport : IHazDelivery, ILocalCluster, IHazOutput
{
    /// <summary>The release.</summary>
    [Parameter("Version or revision of the release to report - Default is the newest one that failed")]
    string Revision => TryGetValue(() => Revision);

    /// <summary>Prints what was recorded when a release failed.</summary>
    [Query(AnswerKind.Data)]
    [Example("Report --env production", "says why the newest release that failed did so")]
    [Example(
        "Report --env production --revision 12 --output json",
        "prints the record of one release for scripts"
    )]
    Target Report =>
        _ =>
            _.Description("Says why a release failed: pods, reasons, last lines of logs, as recorded then")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.ShowReportAsync(OptionalValue.OrNull(Revision)));
}
