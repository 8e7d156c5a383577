using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Status of an environment.</summary>
internal interface IStatus : IHazDelivery, ILocalCluster, IHazOutput
{
    /// <summary>Prints what runs.</summary>
    [Query(AnswerKind.Data)]
    [Example("Status --env staging", "lists every service with version, digest and pods")]
    [Example("Status --env staging --output json", "prints JSON for scripts")]
    Target Status =>
        _ =>
            _.Description("Shows what runs: service, version, digest, ready pods, track, age, URL")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.ShowStatusAsync());
}
