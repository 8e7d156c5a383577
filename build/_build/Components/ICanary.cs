using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Tries a release on a part of the traffic.</summary>
internal interface ICanary : IPush, IHazDelivery
{
    /// <summary>Puts the changed services beside the stable ones and judges them.</summary>
    [Example("Canary --env production", "changed services get a part of the traffic, and a verdict")]
    Target Canary =>
        _ =>
            _.Description(
                    "Puts the changed services beside the stable ones, and judges them by their metrics"
                )
                .DependsOn<IPush>(x => x.Push)
                .Executes(async () => await Delivery.CanaryAsync());
}
