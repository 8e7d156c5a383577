using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Tells what runs.</summary>
internal interface IStatus : IHazDelivery, ILocalCluster, IHazOutput
{
    /// <summary>What runs.</summary>
    [Query(AnswerKind.Data)]
    [Example("Status --env staging", "every service with version, digest and pods")]
    [Example("Status --env staging --output json", "for scripts")]
    Target Status =>
        _ =>
            _.Description(
                    "Shows what runs: service, version, digest, ready and desired pods, track, age, URL"
                )
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () => await Delivery.ShowStatusAsync());
}
