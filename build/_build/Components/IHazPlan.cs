using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Deployments that are planned first, and done once the plan is approved.</summary>
internal interface IHazPlan : IHazDelivery
{
    /// <summary>Relative to the repository, or absolute.</summary>
    [Parameter("Saves what Deploy would do as a plan in this file, and does not do it; docs/plan.md")]
    string PlanFile => TryGetValue(() => PlanFile);

    /// <summary>Relative to the repository, or absolute.</summary>
    [Parameter("Deploys what the plan in this file says, and refuses anything else; docs/plan.md")]
    string FromPlan => TryGetValue(() => FromPlan);

    /// <summary>The plan options of this run.</summary>
    PlanChoice PlanChoice =>
        new(Workspace.Root, OptionalValue.OrNull(PlanFile), OptionalValue.OrNull(FromPlan));
}
