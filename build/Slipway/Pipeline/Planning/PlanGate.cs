using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Diff;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Planning;

/// <summary>A plan that was approved, and the file that it comes from.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="File">The file's name, for people.</param>
public sealed record ApprovedPlan(ReleasePlan Plan, string File)
{
    /// <summary>Reads a plan.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">Where it must be for.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Refusal">It is no plan, or for something else.</exception>
    public static async Task<ApprovedPlan> ReadAsync(
        PlanFile file,
        PlanTarget target,
        CancellationToken cancellation
    )
    {
        var plan = await file.ReadAsync(cancellation).ConfigureAwait(false);
        return plan.Target == target
            ? new ApprovedPlan(plan, file.Path)
            : throw new PlanForOtherException(plan.Target, target, file.Path);
    }
}

/// <summary>Lets only what was approved be done.</summary>
internal sealed class PlanGate(DeliveryContext context)
{
    /// <summary>Compares the plan with what would be done; shows that where it is something else.</summary>
    /// <exception cref="PlanOutdatedException">It is something else.</exception>
    public void Require(
        ApprovedPlan approved,
        DesiredRelease desired,
        ChangeSet changes,
        ReleaseTimeline timeline
    )
    {
        var now = PlanDecision.Decide(PlanTarget.Of(context), desired, changes, timeline, approved.Plan.Salt);
        var differences = PlanComparison.Differences(approved.Plan, now, timeline);
        if (differences.Count == 0)
        {
            context.Reporter.Info($"The plan {approved.File} holds: {changes.Summary}");
            return;
        }
        context.Reporter.Info(
            string.Join(
                '\n',
                DiffOutline
                    .Of(changes, timeline)
                    .Prepend($"A deployment of {desired.Version} would do this now: {changes.Summary}")
            )
        );
        throw new PlanOutdatedException(differences, approved.File, context.Environment.Name);
    }
}
