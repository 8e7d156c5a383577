using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Releasing;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Rollback;

/// <summary>
/// Removes a canary, or rolls back to an earlier release as recorded in the cluster. Builds and renders
/// nothing.
/// </summary>
public sealed class RollbackCommand(DeliveryContext context)
{
    /// <summary>Rolls back. Jobs of the earlier release are not run again.</summary>
    /// <param name="to">A version or a revision; null for the last good release before the running
    /// one.</param>
    /// <param name="cancellation">Cancels the operation; running it again converges.</param>
    /// <exception cref="ImagesUntrustedException">An image of the earlier release lacks the signature that the
    /// environment requires.</exception>
    /// <exception cref="Refusal">There is nothing to go back to, or the release was refused or
    /// failed.</exception>
    public Task<DeliveryResult> RunAsync(string? to, CancellationToken cancellation) =>
        new ExclusiveRun(context).RunAsync(
            "Rollback",
            lockedRun =>
                lockedRun.Timeline.Canary is { } canary && to is null
                    ? AbortAsync(canary, lockedRun)
                    : GoBackAsync(to, lockedRun),
            cancellation
        );

    private async Task<DeliveryResult> AbortAsync(RecordedRelease canary, LockedRun lockedRun)
    {
        await lockedRun.Records.TidyAsync();
        await new CanaryTrack(context, lockedRun).RemoveAsync(canary, "removed by Rollback");
        var stable = lockedRun.Timeline.Running?.Release;
        var name = stable?.Display ?? "stable";
        return new DeliveryResult(
            stable ?? canary.Release,
            Changed: true,
            $"The canary of {canary.Release.Version} was removed; {name} serves all traffic"
        );
    }

    private async Task<DeliveryResult> GoBackAsync(string? to, LockedRun lockedRun)
    {
        if (lockedRun.Timeline.Canary is { } canary)
            throw new CanaryInProgressException(canary.Release, context.Environment.Name);

        var records = lockedRun.Records;
        if (
            lockedRun.Timeline.JustFinished is { Release: { Kind: ReleaseKind.Rollback } finished }
            && Means(to, finished)
        )
        {
            await records.TidyAsync();
            return RolledBack(finished, finished.Version);
        }

        var target = RollbackTarget.Choose(Candidates(lockedRun.Timeline, to), to, Where);
        await new SignatureGate(context).RequireAsync(target.Manifests, lockedRun.Stop);
        var desired = DesiredRelease.Of(target).After(lockedRun.Timeline);
        var changes = (
            await new ChangeFinder(context, goingBack: true).FindAsync(
                desired.Objects,
                lockedRun.Timeline,
                lockedRun.Stop
            )
        ).WithoutJobs();

        new PruneGate(context).Announce(changes.Departures);
        await records.TidyAsync();
        var pending = await records.BeginAsync(
            desired with
            {
                Kept = changes.Departures.Kept,
            },
            ReleaseKind.Rollback,
            target.Restores ?? target.Revision
        );
        context.Reporter.Report(new RollbackStarted(target, pending.Release.Revision));
        var plan = $"Roll back to {target.Display}: {changes.Summary}";
        context.Reporter.Report(Planned.Of(plan, pending.Release, changes));
        var done = await new ReleaseRun(context, lockedRun).RunAsync(pending, changes);
        return RolledBack(done.Release, target.Display) with { Changes = changes.Released };
    }

    private static DeliveryResult RolledBack(Release release, string to) =>
        new(release, Changed: true, $"Rolled back to {to}, as revision {release.Revision}");

    private static bool Means(string? to, Release release) =>
        to is null || to.TrimStart('v') == release.Version || to.TrimStart('r') == $"{release.Restores}";

    // A rollback that was killed or failed is resumed; it is not the release to roll back from.
    internal static IReadOnlyList<Release> Candidates(ReleaseTimeline timeline, string? to) =>
        [
            .. timeline
                .History.Select(r => r.Release)
                .SkipWhile(r =>
                    to is null
                    && r.Kind == ReleaseKind.Rollback
                    && r.State is ReleaseState.Pending or ReleaseState.Failed
                ),
        ];

    private string Where => $"the history of {context.App} in {context.Environment.Name}";
}
