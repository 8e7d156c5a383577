using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Releasing;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Pipeline.Promote;

/// <summary>
/// Releases what was proven to all traffic: the same digests, from the record. Builds and renders nothing.
/// </summary>
public sealed class PromoteCommand(DeliveryContext context)
{
    /// <summary>Makes the canary stable, or resumes a promotion that was killed or failed.</summary>
    /// <returns>Null where there is neither, and the environment takes its releases from another
    /// one.</returns>
    /// <exception cref="NothingToPromoteException">There is neither, and no other environment to take
    /// from.</exception>
    /// <exception cref="ImagesUntrustedException">An image lacks the signature that the environment requires;
    /// the canary stays in progress.</exception>
    /// <exception cref="Refusal">The release was refused or failed; stable keeps running.</exception>
    public async Task<DeliveryResult?> FinishCanaryAsync(CancellationToken cancellation)
    {
        var done = await new ExclusiveRun(context).RunAsync(
            "Promote",
            lockedRun => FinishCanaryAsync(lockedRun, confirmed: false),
            cancellation
        );
        if (done is null && context.Environment.PromotionFrom is null)
            throw new NothingToPromoteException(context.Environment.Name);
        return done;
    }

    /// <summary>What this environment runs, for another one to take.</summary>
    /// <exception cref="NoSourceReleaseException">It runs nothing.</exception>
    /// <exception cref="UntraceableReleaseException">It runs what no commit has.</exception>
    /// <exception cref="UnbundledReleaseException">It was released without a bundle.</exception>
    public async Task<ReleaseSource> ProvenAsync(CancellationToken cancellation)
    {
        var page = await context.History.ListAsync(cancellation);
        var running = ReleaseTimeline.Of(page).Running?.Release
            ?? throw new NoSourceReleaseException(context.Environment.Name, context.App);
        if (running.ManifestCommit is null || DirtySuffix.IsIn(running.Version))
            throw new UntraceableReleaseException(running, context.Environment.Name);
        if (running.Bundle is null)
            throw new UnbundledReleaseException(running, context.Environment.Name);
        context.Reporter.Info($"Promoting {running.Display} from {context.Environment.Name}, by digest");
        return new ReleaseSource(running.Version, running.ManifestCommit, running.Author, running.Images)
        {
            Bundle = running.Bundle,
        };
    }

    /// <summary>The same within a command that holds the lock.</summary>
    /// <param name="lockedRun">That command.</param>
    /// <param name="confirmed">Whether what the release removes was confirmed before the canary.</param>
    internal async Task<DeliveryResult?> FinishCanaryAsync(LockedRun lockedRun, bool confirmed)
    {
        var records = lockedRun.Records;
        if (lockedRun.Timeline.JustFinished is { Release: { Kind: ReleaseKind.Promote } done })
        {
            await records.TidyAsync();
            return Promoted(done);
        }
        if ((lockedRun.Timeline.Canary ?? lockedRun.Timeline.BrokenPromotion) is not { } proven)
            return null;
        if (proven.Release.Analysis.Count == 0)
            context.Reporter.Warning(
                $"The analysis of {proven.Release.Display} never finished; promoting it anyway, as requested"
            );

        await new SignatureGate(context).RequireAsync(proven.Release.Manifests, lockedRun.Stop);
        // Checked before anything is recorded, so that a refusal leaves the canary in progress.
        var changes = await new ChangeFinder(context).FindAsync(
            proven.Release.Manifests,
            lockedRun.Timeline,
            lockedRun.Stop
        );
        if (!confirmed)
            await new PruneGate(context).RequireAsync(
                changes.Departures,
                lockedRun.Timeline,
                DesiredRelease.Of(proven.Release),
                "Promote",
                lockedRun.Stop
            );
        await records.TidyAsync(goesOn: proven);
        // From here on it is a release like any other: killed now, the next command converges.
        var pending = await records.UpdateAsync(proven, r =>
            r with
            {
                Kind = ReleaseKind.Promote,
                Kept = changes.Departures.Kept,
                State = ReleaseState.Pending,
                Failure = null,
                Finished = null,
                RanBy = context.Operator,
                Run = context.Run,
                Started = context.Time.GetUtcNow(),
            }
        );
        var plan = $"Promote {pending.Release.Display}: {changes.Summary}";
        context.Reporter.Report(Planned.Of(plan, pending.Release, changes));
        return Promoted((await new ReleaseRun(context, lockedRun).RunAsync(pending, changes)).Release) with
        {
            Changes = changes.Released,
        };
    }

    private DeliveryResult Promoted(Release release) =>
        new(release, Changed: true, $"Promoted {release.Display}: all traffic in {context.Environment.Name}");
}
