using Nuke.Common;

namespace Slipway.Targets.Components;

/// <summary>Tries a release on a part of the traffic.</summary>
internal interface ICanary : IPush, IConnect
{
    /// <summary>Puts the changed services beside the stable ones and judges them.</summary>
    Target Canary => _ => _
        .Description("Puts the changed services beside the stable ones, step by step, and judges them by their metrics")
        .DependsOn<IConnect>(x => x.Connect)
        .DependsOn<IPush>(x => x.Push)
        .Executes(async () => await Delivery.CanaryAsync(Images));
}
