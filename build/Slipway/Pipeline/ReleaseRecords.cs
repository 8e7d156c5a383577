using Slipway.Kubernetes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Writes releases down before they begin, and closes those that a killed command left open.</summary>
internal sealed class ReleaseRecords(DeliveryContext context)
{
    private readonly ReleaseHistory _history = new(context.Cluster, context.Namespace, context.App);

    /// <summary>Writes a release down as pending, with everything needed to finish or undo it.</summary>
    public async Task<RecordedRelease> BeginAsync(
        DesiredRelease desired, ReleaseKind kind, CancellationToken cancellation, int? restores = null)
    {
        var revision = ReleaseHistory.NextRevision(await _history.ListAsync(cancellation).ConfigureAwait(false));
        var release = new Release(
            context.App, revision, desired.Version, desired.Commit, desired.Author, context.Environment.Name, kind,
            ReleaseState.Pending, desired.Images, desired.Objects, context.Operator, context.Time.GetUtcNow())
        {
            Restores = restores,
        };
        return await _history.WriteAsync(release, cancellation).ConfigureAwait(false);
    }

    /// <summary>Notes that releases were interrupted, and says so: the lock is ours, so whoever began them is gone.</summary>
    public async Task CloseUnfinishedAsync(Lineage lineage, CancellationToken cancellation)
    {
        foreach (var left in lineage.Unfinished)
        {
            var age = context.Time.GetUtcNow() - left.Release.Started;
            context.Reporter.Warning(
                $"{left.Release.Display} was begun by {left.Release.RanBy} {(int)age.TotalSeconds} s ago and never finished; going on from there");
            await _history.UpdateAsync(
                left,
                r => r with { State = ReleaseState.Failed, Failure = "interrupted", Finished = context.Time.GetUtcNow() },
                cancellation).ConfigureAwait(false);
        }
    }
}
