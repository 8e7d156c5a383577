using Nuke.Common;

namespace Slipway.Targets.Components;

/// <summary>Looks before it leaps.</summary>
internal interface IConnect : IHazDelivery, ILocalCluster
{
    /// <summary>What would stop the delivery at its end stops it here, before anything is built, tested or pushed.</summary>
    Target Connect => _ => _
        .Description("Makes sure that the cluster answers and the manifests render, before anything is built")
        .DependsOn<ILocalCluster>(x => x.LocalUp)
        .Before<ICompile>(x => x.Compile)
        .Executes(async () => await Delivery.CheckAsync());
}
