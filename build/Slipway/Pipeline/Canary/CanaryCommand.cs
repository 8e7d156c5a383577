using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Releasing;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.Values;

namespace Slipway.Pipeline.Canary;

/// <summary>
/// Puts the changed services of a release beside the stable ones, step by step, all of them in lockstep, and
/// judges them; one bad verdict removes all of them. Stable keeps its full strength meanwhile.
/// </summary>
/// <param name="context">What it works with.</param>
/// <param name="metrics">What canaries are judged by; null for the pods' own metrics.</param>
public sealed class CanaryCommand(DeliveryContext context, IMetricSource? metrics = null)
{
    private readonly IMetricSource _metrics = metrics ?? new PodMetricsSource(context);

    /// <summary>Starts a canary, or goes on with the one that is on trial, through all steps.</summary>
    /// <returns>Whether it passed all steps; else it stays on trial until someone promotes or rolls
    /// back.</returns>
    /// <exception cref="CanaryRejectedException">It was rejected and removed.</exception>
    /// <exception cref="ImagesUntrustedException">
    /// An image lacks the signature that the environment requires.
    /// </exception>
    /// <exception cref="Refusal">It could not be started; it was removed, and stable keeps running as
    /// before.</exception>
    public async Task<bool> RunAsync(DesiredRelease desired, CancellationToken cancellation)
    {
        await new SignatureGate(context).RequireAsync(desired.Objects, cancellation);
        return await new ExclusiveRun(context).RunAsync(
            "Canary",
            async lockedRun =>
            {
                var after = desired.After(lockedRun.Timeline);
                var gate = new CommitGate(context);
                var allowed = await gate.RequireAsync(after, lockedRun.Timeline, lockedRun.Stop);
                await ForetellAsync(allowed, lockedRun);
                return await RunAsync(allowed, lockedRun);
            },
            cancellation
        );
    }

    // A canary removes nothing, but its promotion will, and may have to be confirmed.
    private async Task ForetellAsync(DesiredRelease desired, LockedRun lockedRun)
    {
        var departures = await new DepartureFinder(context).FindAsync(
            desired.Objects,
            lockedRun.Timeline,
            lockedRun.Stop
        );
        if (departures.Removed.Count > 0)
            context.Reporter.Warning(
                $"When it is promoted, it removes {ObjectSummary.Of(departures.Removed)}, "
                    + "which are no longer in the manifests"
            );
    }

    /// <summary>
    /// Whether something runs that a canary could be compared with, and differs from the release.
    /// </summary>
    internal static bool CanRun(DesiredRelease desired, ReleaseTimeline timeline) =>
        timeline.IsWhole
        && CanaryScope.Between(timeline.Running!.Release.Manifests, desired.Objects).Canaries.Count > 0;

    internal async Task<bool> RunAsync(DesiredRelease desired, LockedRun lockedRun)
    {
        var environment = context.Environment.Name;
        var running = lockedRun.Timeline.Running?.Release ?? throw new NoStableReleaseException(environment);
        if (!lockedRun.Timeline.IsWhole)
            throw new IncompleteStableException(lockedRun.Timeline.Newest!.Release, environment);
        if (
            lockedRun.Timeline.Canary?.Release is { } other
            && !CanaryScope.Between(other.Manifests, desired.Objects).IsEmpty
        )
            throw new CanaryInProgressException(other, environment);

        var scope = CanaryScope.Between(running.Manifests, desired.Objects).Demand(environment);
        foreach (var (rendered, reason) in scope.Others)
            context.Reporter.Info($"{rendered.Display} changes only when the release is promoted: {reason}");
        // What any later step would be refused for is refused now, while nothing has changed.
        var plans = await new CanaryPlan(context, lockedRun).MakeAsync(scope, desired);

        var canary = await BeginAsync(desired, lockedRun);
        return await new CanarySteps(context, lockedRun, scope, plans, _metrics).RunAsync(canary);
    }

    private async Task<RecordedRelease> BeginAsync(DesiredRelease desired, LockedRun lockedRun)
    {
        var records = lockedRun.Records;
        await records.TidyAsync();
        if (lockedRun.Timeline.Canary is not { } trial)
        {
            // Whose command failed to remove it; its selector may be another one.
            await new CanaryTrack(context, lockedRun).DeleteAsync();
            return await records.BeginAsync(desired, ReleaseKind.Canary);
        }
        context.Reporter.Info(
            $"Resuming the canary of {trial.Release.Display}, started by {trial.Release.RanBy}"
        );
        return trial;
    }
}
