using Slipway.Pipeline.Changes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Locking;

/// <summary>
/// Records releases: before they start, when they end, and where a killed command left them open.
/// </summary>
/// <param name="context">What the command works with.</param>
/// <param name="timeline">What was released before, read under the lock.</param>
/// <param name="held">The lock; null where there is nothing yet that could be locked.</param>
/// <param name="stop">Ends the command.</param>
internal sealed class ReleaseRecords(
    DeliveryContext context,
    ReleaseTimeline timeline,
    DeployLock? held,
    CancellationToken stop
)
{
    private const string Interrupted = "interrupted";
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(10);

    /// <summary>What was released, with all that was recorded here since.</summary>
    public ReleaseTimeline Timeline { get; private set; } = timeline;

    /// <summary>Writes a release down as pending, with everything needed to finish or undo it.</summary>
    public async Task<RecordedRelease> BeginAsync(
        DesiredRelease desired,
        ReleaseKind kind,
        int? restores = null
    )
    {
        var release = new Release(
            context.App,
            Timeline.NextRevision,
            desired.Version,
            desired.Commit,
            desired.Author,
            context.Environment.Name,
            kind,
            ReleaseState.Pending,
            desired.Images,
            desired.Objects,
            context.Operator,
            context.Time.GetUtcNow()
        )
        {
            Restores = restores,
            AllowedOlder = desired.AllowedOlder,
            Kept = desired.Kept,
            Bundle = desired.Bundle,
            Hooks = DoneHooks.Of(desired.Objects, Timeline),
            Run = context.Run,
        };
        return Keep(await context.History.WriteAsync(release, stop));
    }

    /// <summary>Changes the record of a release.</summary>
    public Task<RecordedRelease> UpdateAsync(RecordedRelease recorded, Func<Release, Release> change) =>
        UpdateAsync(recorded, change, stop);

    /// <summary>
    /// Closes what killed commands left open, and says so: the lock is ours, so whoever started it is no
    /// longer running.
    /// </summary>
    /// <param name="goesOn">The one that is resumed; null for none.</param>
    public async Task TidyAsync(RecordedRelease? goesOn = null)
    {
        var before = Timeline;
        foreach (var left in before.Unfinished.Where(r => r != goesOn))
        {
            var age = context.Time.GetUtcNow() - left.Release.Started;
            context.Reporter.Warning(
                $"{left.Release.Display} was started by {left.Release.RanBy} {RolloutHints.Time(age)} ago "
                    + "and never finished; continuing from there"
            );
            await UpdateAsync(left, r => Failed(r, Interrupted));
        }
        foreach (var outrun in before.Outrun)
            await UpdateAsync(outrun, r => r with { State = Left(r, before.Running!) });
    }

    /// <summary>
    /// Records that a release runs for all traffic now, and that the one before it no longer does.
    /// </summary>
    public async Task<RecordedRelease> FinishAsync(RecordedRelease pending)
    {
        var running = Timeline.Running;
        // First the new one: killed between these writes, two claim to run, and the newest of them does.
        var done = await UpdateAsync(pending, r =>
            r with
            {
                State = ReleaseState.Deployed,
                Finished = context.Time.GetUtcNow(),
                Step = null,
                Failure = null,
            }
        );
        context.Reporter.Report(new ReleaseFinished(done.Release));
        try
        {
            if (running is { } before)
                await UpdateAsync(before, r => r with { State = Left(r, done) });
            await context.History.TrimAsync(Timeline, stop);
        }
        catch (Refusal e)
        {
            // The release runs; the next command completes the records.
            context.Reporter.Warning(
                $"The records before revision {done.Release.Revision} could not be cleaned up: {e.What}"
            );
        }
        return done;
    }

    /// <summary>
    /// Records why a release ended early, whatever ended it; what cannot be written now is found pending
    /// later.
    /// </summary>
    public async Task FailAsync(RecordedRelease pending, Exception reason)
    {
        // Once the lock is lost, the records belong to whoever has it.
        if (held?.Lost.IsCancellationRequested == true)
            return;
        using var limit = new CancellationTokenSource(s_lastWords, context.Time);
        try
        {
            var words = reason is OperationCanceledException ? Interrupted : FailureRemark.Of(reason);
            var evidence = FailureEvidence.Of(reason);
            var failed = await UpdateAsync(
                pending,
                r => Failed(r, words) with { Evidence = evidence },
                limit.Token
            );
            context.Reporter.Report(new ReleaseFinished(failed.Release));
        }
        catch (Exception e) when (e is Refusal or OperationCanceledException)
        {
            context.Reporter.Warning(
                $"The outcome of revision {pending.Release.Revision} could not be recorded: {e.Message}"
            );
        }
    }

    private async Task<RecordedRelease> UpdateAsync(
        RecordedRelease recorded,
        Func<Release, Release> change,
        CancellationToken cancellation
    )
    {
        // A step in between may have written to it, too.
        var revision = recorded.Release.Revision;
        var last = Timeline.History.FirstOrDefault(r => r.Release.Revision == revision) ?? recorded;
        return Keep(await context.History.UpdateAsync(last, change, cancellation));
    }

    private RecordedRelease Keep(RecordedRelease recorded)
    {
        Timeline = Timeline.With(recorded);
        return recorded;
    }

    private Release Failed(Release release, string why) =>
        release with
        {
            State = ReleaseState.Failed,
            Failure = why,
            Finished = context.Time.GetUtcNow(),
        };

    // A rollback from a release that failed brings back what ran all the time.
    private static ReleaseState Left(Release older, RecordedRelease newer) =>
        newer.Release is { Kind: ReleaseKind.Rollback, Restores: var restored }
        && restored != (older.Restores ?? older.Revision)
            ? ReleaseState.RolledBack
            : ReleaseState.Superseded;
}
