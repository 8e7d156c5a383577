using Slipway.Pipeline.Changes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>
/// Finds out what a release would change, with the very comparison of a Deploy. Takes no lock and writes nothing: the
/// API server is asked by dry runs.
/// </summary>
/// <param name="context">What it works with.</param>
public sealed class DiffQuery(DeliveryContext context)
{
    /// <summary>The canary that waits; null where none does.</summary>
    public async Task<Release?> FindCanaryAsync(CancellationToken cancellation) =>
        (await TimelineAsync(cancellation)).Canary?.Release;

    /// <summary>Compares a release with the cluster.</summary>
    /// <param name="desired">The release.</param>
    /// <param name="pending">Images of it that do not exist yet.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Refusal">The API server would refuse an object.</exception>
    public async Task<ReleaseDiff> RunAsync(
        DesiredRelease desired,
        PendingImages pending,
        CancellationToken cancellation
    ) => (await CompareAsync(desired, pending, cancellation)).Diff;

    /// <summary>The same with all that it was found from.</summary>
    /// <inheritdoc cref="RunAsync"/>
    internal async Task<LiveComparison> CompareAsync(
        DesiredRelease desired,
        PendingImages pending,
        CancellationToken cancellation
    )
    {
        var timeline = await TimelineAsync(cancellation);
        var after = desired.After(timeline);
        // What would be refused without the option is a part of the answer. The rest of what is said on the way is too.
        var asking = context with
        {
            ReplaceImmutable = true,
            Reporter = new QuietReporter(context.Reporter),
        };
        var changes = await new ChangeFinder(asking).FindAsync(after.Objects, timeline, cancellation);
        var diff = new DiffDecision(changes, timeline.Objects, pending, context.ReplaceImmutable).Decide([
            .. await ObstaclesAsync(after, timeline, changes, cancellation),
        ]);
        return new LiveComparison(after, changes, timeline, diff);
    }

    private async Task<IReadOnlyList<string>> ObstaclesAsync(
        DesiredRelease desired,
        ReleaseTimeline timeline,
        ChangeSet changes,
        CancellationToken cancellation
    )
    {
        var (local, remarks) = (context.Environment.Cluster.Local, new List<string>());
        if (timeline.Canary is { } canary && context.Environment.PromotionFrom is null)
            remarks.Add(
                $"Deploy is refused while {canary.Release.Display} waits as a canary: Promote or Rollback first"
            );
        try
        {
            await new CommitGate(
                context with
                {
                    Reporter = new QuietReporter(context.Reporter),
                }
            ).RequireAsync(desired, timeline, cancellation);
        }
        catch (StaleCommitException stale)
        {
            remarks.Add($"Deploy is refused without --allow-older: {stale.What}");
        }
        if (
            !local
            && PruneRule.Concern(timeline.Objects, changes.Departures.Removed, desired.Objects) is { } concern
        )
            remarks.Add($"Deploy asks for --confirm-prune, since it {concern}");
        return remarks;
    }

    private async Task<ReleaseTimeline> TimelineAsync(CancellationToken cancellation) =>
        ReleaseTimeline.Of(await context.History.ListAsync(cancellation));
}

/// <summary>A release compared with the cluster.</summary>
/// <param name="Desired">The release, as it follows the history.</param>
/// <param name="Changes">What it would change.</param>
/// <param name="Timeline">What was released before.</param>
/// <param name="Diff">The same field by field.</param>
internal sealed record LiveComparison(
    DesiredRelease Desired,
    ChangeSet Changes,
    ReleaseTimeline Timeline,
    ReleaseDiff Diff
);
