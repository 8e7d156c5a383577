using Nuke.Common;
using Slipway.Targets.Delivering;

namespace Slipway.Targets.Components;

/// <summary>Brings a release to all traffic.</summary>
internal interface IDeploy : IPush, IHazDelivery
{
    /// <summary>Deploys to the environment.</summary>
    Target Deploy =>
        _ =>
            _.Description("Brings this commit to an environment and waits until it serves")
                .DependsOn<IPush>(x => x.Push)
                .Executes(async () => await Delivery.DeployAsync());

    /// <summary>Deploys to staging.</summary>
    Target DeployStaging => _ => _.Description("Deploy --env staging").DependsOn<IDeploy>(x => x.Deploy);
}
