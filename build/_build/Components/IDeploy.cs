using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Deployments.</summary>
internal interface IDeploy : IPush, IHazDelivery, IHazOutput
{
    /// <summary>Deploys to the environment.</summary>
    [Query(AnswerKind.Result)]
    [Example("Deploy --env local", "deploys to the cluster on this machine, starting it if needed")]
    [Example("Deploy --env staging", "deploys to the environment in k8s/overlays/staging")]
    [Example("Deploy --env staging --output markdown", "prints the result for a comment or a summary")]
    [Example("Deploy --env staging --builder project", "needs no Docker Engine")]
    Target Deploy =>
        _ =>
            _.Description("Deploys this commit to an environment and waits until it is ready")
                .DependsOn<IPush>(x => x.Push)
                .Executes(async () => await Delivery.DeployAsync());

    /// <summary>Deploys to staging.</summary>
    [Query(AnswerKind.Result)]
    [Example("DeployStaging", "what CI runs on main")]
    Target DeployStaging =>
        _ => _.Description("Same as Deploy --env staging").DependsOn<IDeploy>(x => x.Deploy);
}
