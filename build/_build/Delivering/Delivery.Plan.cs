using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.Planning;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Targets.Delivering;

internal sealed partial class Delivery
{
    /// <summary>
    /// Deploys this commit's images, or those of <c>promotion.from</c>; or plans that, without doing it.
    /// </summary>
    public Task DeployAsync(ChangeChoices choices, PlanChoice plan) =>
        RunAsync(
            async context =>
            {
                // Before all that takes time; it was readable when the run began.
                var approved = await ApprovedAsync(plan);
                var desired = await DesiredAsync(context);
                if (plan.SaveFile is { } file)
                {
                    await PlanAsync(context, desired, file);
                    return;
                }
                var command = new DeployCommand(context) { Plan = approved };
                await ShowAsync(context, await command.RunAsync(desired, workspace.Stop));
            },
            choices,
            "Deploy"
        );

    /// <summary>The plan that is to be done; null where there is none.</summary>
    /// <exception cref="Refusal">The file is no plan, or it is for something else.</exception>
    public async Task<ApprovedPlan?> ApprovedAsync(PlanChoice plan) =>
        plan.FromFile is { } file
            ? await ApprovedPlan.ReadAsync(
                file,
                new PlanTarget(options.App, environment.Name, environment.Namespace),
                workspace.Stop
            )
            : null;

    private async Task PlanAsync(DeliveryContext context, DesiredRelease desired, PlanFile file)
    {
        Show(await new PlanCommand(context).RunAsync(desired, file, workspace.Stop));
        workspace.Reporter.Info(
            $"Saved the plan in {file.Path}; nothing was applied. To apply it: "
                + $"./build.sh Deploy --env {environment.Name} --from-plan {file.Path}"
        );
    }
}
