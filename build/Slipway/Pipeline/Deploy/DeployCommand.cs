using Slipway.Environments;
using Slipway.Pipeline.Canary;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Diff;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Planning;
using Slipway.Pipeline.Promote;
using Slipway.Pipeline.Releasing;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.Values;

namespace Slipway.Pipeline.Deploy;

/// <summary>Releases a version to all traffic of an environment.</summary>
/// <param name="context">What it works with.</param>
/// <param name="metrics">What canaries are judged by; null for the pods' own metrics.</param>
public sealed class DeployCommand(DeliveryContext context, IMetricSource? metrics = null)
{
    /// <summary>What was approved, and so all that may be done; null where nothing has to be.</summary>
    public ApprovedPlan? Plan { get; init; }

    /// <summary>
    /// Deploys as the environment's strategy says. What is unchanged is not written; where everything is,
    /// there is no new revision.
    /// </summary>
    /// <exception cref="CanaryInProgressException">A canary waits for its verdict.</exception>
    /// <exception cref="CanaryRejectedException">The strategy is canary, and the canary was bad.</exception>
    /// <exception cref="ImagesUntrustedException">
    /// An image lacks the signature that the environment requires.
    /// </exception>
    /// <exception cref="PlanOutdatedException">It would do something else than its plan says.</exception>
    /// <exception cref="Refusal">The release was refused or failed.</exception>
    public async Task<DeliveryResult> RunAsync(DesiredRelease desired, CancellationToken cancellation)
    {
        await new SignatureGate(context).RequireAsync(desired.Objects, cancellation);
        return await new ExclusiveRun(context).RunFirstAsync(
            "Deploy",
            async lockedRun =>
            {
                var after = desired.After(lockedRun.Timeline);
                var allowed = await new CommitGate(context).RequireAsync(
                    after,
                    lockedRun.Timeline,
                    lockedRun.Stop
                );
                return await RunAsync(allowed, lockedRun);
            },
            cancellation
        );
    }

    private async Task<DeliveryResult> RunAsync(DesiredRelease desired, LockedRun lockedRun)
    {
        if (
            context.Environment.Strategy == Strategy.Canary
            && CanaryCommand.CanRun(desired, lockedRun.Timeline)
        )
        {
            // The promotion compares again: what the canary left is part of what it finds.
            if (Plan is not null)
                await ChangesAsync(desired, lockedRun);
            return await ProveAsync(desired, lockedRun);
        }
        return await RollAsync(desired, lockedRun);
    }

    // What a promotion is run by has no other name for people.
    private string Command => context.Environment.PromotionFrom is null ? "Deploy" : "Promote";

    private async Task<DeliveryResult> ProveAsync(DesiredRelease desired, LockedRun lockedRun)
    {
        // Before the canary takes its time: the promotion that follows removes what the release lacks.
        var departures = await new DepartureFinder(context).FindAsync(
            desired.Objects,
            lockedRun.Timeline,
            lockedRun.Stop
        );
        await new PruneGate(context).RequireAsync(
            departures,
            lockedRun.Timeline,
            desired,
            Command,
            lockedRun.Stop
        );
        if (!await new CanaryCommand(context, metrics).RunAsync(desired, lockedRun))
            throw new CanaryInconclusiveException(desired.Version, context.Environment.Name);
        try
        {
            return (await new PromoteCommand(context).FinishCanaryAsync(lockedRun, confirmed: true))!;
        }
        catch (Refusal e) when (e.Outcome == Outcome.Refused)
        {
            // It was not knowable when the canary began; by now the canary has traffic.
            throw new PromotionRefusedException(e, context.Environment.Name);
        }
    }

    private async Task<DeliveryResult> RollAsync(DesiredRelease desired, LockedRun lockedRun)
    {
        if (lockedRun.Timeline.Canary is { } canary)
            throw new CanaryInProgressException(canary.Release, context.Environment.Name);

        var changes = await ChangesAsync(desired, lockedRun);
        await new PruneGate(context).RequireAsync(
            changes.Departures,
            lockedRun.Timeline,
            desired,
            Command,
            lockedRun.Stop
        );
        var records = lockedRun.Records;
        await records.TidyAsync();
        if (changes.IsEmpty && lockedRun.Timeline.IsSettled)
        {
            var running = (await ConfirmAsync(lockedRun.Timeline.Running!, desired, records)).Release;
            return new DeliveryResult(
                running,
                Changed: false,
                $"Nothing to change: {running.Display} is already running"
            );
        }

        var pending = await records.BeginAsync(
            desired with
            {
                Kept = changes.Departures.Kept,
            },
            ReleaseKind.Deploy
        );
        var outline = DiffOutline
            .Of(changes, lockedRun.Timeline)
            .Prepend($"Release {pending.Release.Display}: {changes.Summary}");
        context.Reporter.Report(Planned.Of(string.Join('\n', outline), pending.Release, changes));
        var done = await new ReleaseRun(context, lockedRun).RunAsync(pending, changes);
        return new DeliveryResult(
            done.Release,
            Changed: true,
            $"Deployed {done.Release.Display} to {context.Environment.Name}"
        )
        {
            Changes = changes.Released,
        };
    }

    private async Task<ChangeSet> ChangesAsync(DesiredRelease desired, LockedRun lockedRun)
    {
        var timeline = lockedRun.Timeline;
        var changes = await new ChangeFinder(context).FindAsync(desired.Objects, timeline, lockedRun.Stop);
        if (Plan is not null)
            new PlanGate(context).Require(Plan, desired, changes, timeline);
        return changes;
    }

    // The commit may change what another environment runs, and a promotion takes the bundle of this one.
    private static async Task<RecordedRelease> ConfirmAsync(
        RecordedRelease running,
        DesiredRelease desired,
        ReleaseRecords records
    )
    {
        if (desired.Commit is not { } commit)
            return running;
        var before = running.Release;
        var confirmed = before with
        {
            ConfirmedBy = commit == before.Commit ? null : commit,
            Bundle = desired.Bundle ?? (commit == before.ManifestCommit ? before.Bundle : null),
        };
        return confirmed == before ? running : await records.UpdateAsync(running, _ => confirmed);
    }
}
