using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Brings a release to all traffic.</summary>
internal interface IDeploy : IPush, IHazDelivery
{
    /// <summary>Deploys to the environment.</summary>
    [Example("Deploy --env local", "a cluster on this machine; started where it does not run")]
    [Example("Deploy --env staging", "the environment of k8s/overlays/staging")]
    [Example("Deploy --env staging --builder project", "without a Docker Engine")]
    Target Deploy =>
        _ =>
            _.Description("Brings this commit to an environment and waits until it serves")
                .DependsOn<IPush>(x => x.Push)
                .Executes(async () => await Delivery.DeployAsync());

    /// <summary>Deploys to staging.</summary>
    [Example("DeployStaging", "what the pipeline of main runs")]
    Target DeployStaging => _ => _.Description("Deploy --env staging").DependsOn<IDeploy>(x => x.Deploy);
}
