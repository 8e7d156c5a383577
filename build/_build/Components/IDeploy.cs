using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Deployments.</summary>
internal interface IDeploy : IPush, IHazCommitOrder, IHazPruning, IHazReplicas, IHazPlan, IHazOutput
{
    /// <summary>Deploys to the environment.</summary>
    [Query(AnswerKind.Result)]
    [Example("Deploy --env local", "deploys to the cluster on this machine, starting it if needed")]
    [Example("Deploy --env staging", "deploys to the environment in k8s/overlays/staging")]
    [Example("Deploy --env staging --output markdown", "prints the result for a comment or a summary")]
    [Example("Deploy --env staging --output json", "prints what happens as events, for programs")]
    [Example("Deploy --env staging --builder project", "needs no Docker Engine")]
    [Example("Deploy --env staging --confirm-prune", "removes workloads that left the manifests")]
    [Example(
        "Deploy --env staging --allow-older hotfix-of-1.4",
        "deploys a commit that lacks the running one"
    )]
    [Example("Deploy --env staging --plan-file plan.json", "saves what it would do, to be approved")]
    [Example("Deploy --env staging --from-plan plan.json", "does what was approved, and nothing else")]
    Target Deploy =>
        _ =>
            _.Description("Deploys this commit to an environment and waits until it is ready")
                .DependsOn<IPush>(x => x.Push)
                .Executes(async () => await Delivery.DeployAsync(Choices, PlanChoice));

    private ChangeChoices Choices =>
        new()
        {
            AllowOlder = OptionalValue.LineOrNull(AllowOlder),
            ConfirmPrune = ConfirmPrune,
            ResetReplicas = ResetReplicas,
        };

    /// <summary>Deploys to staging.</summary>
    [Query(AnswerKind.Result)]
    [Example("DeployStaging", "what CI runs on main")]
    Target DeployStaging =>
        _ => _.Description("Same as Deploy --env staging").DependsOn<IDeploy>(x => x.Deploy);
}
