using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>
/// Releases a recorded release to all traffic: rolls it out, removes what is no longer part of it, and
/// records how it ended. Each step can be repeated.
/// </summary>
internal sealed class ReleaseRun(DeliveryContext context, LockedRun lockedRun)
{
    /// <summary>
    /// Runs a release that is recorded as pending. Stopped, it is recorded as failed, and the next
    /// command converges.
    /// </summary>
    /// <param name="pending">The release.</param>
    /// <param name="changes">What it changes.</param>
    /// <exception cref="Refusal">An object was refused, or a workload did not become ready.</exception>
    public async Task<RecordedRelease> RunAsync(RecordedRelease pending, ChangeSet changes)
    {
        var records = lockedRun.Records;
        try
        {
            var replacement = await WorkloadReplacement.BeginAsync(context, lockedRun, changes);
            await new Rollout(context, lockedRun, replacement).RunAsync(replacement.First, pending);
            await replacement.EndAsync();
            await PruneAsync(changes.Prune);
            // Whatever is on the canary's track by now was promoted, or left behind.
            await new CanaryTrack(context, lockedRun).DeleteAsync();
        }
        catch (Exception e)
        {
            await records.FailAsync(pending, e);
            if (ReleaseFailedException.By(e) is { } broken)
                throw broken;
            throw;
        }
        try
        {
            return await records.FinishAsync(pending);
        }
        catch (Refusal e) when (ReleaseFailedException.By(e) is not null)
        {
            // It runs, but its record is still pending: the next command corrects that.
            throw ReleaseFailedException.By(e)!;
        }
    }

    private async Task PruneAsync(IReadOnlyList<ObjectKey> gone)
    {
        if (gone.Count == 0)
            return;
        context.Reporter.ReportObjects("Remove what is no longer part of the release", gone);
        await Parallel.ForEachAsync(gone, Concurrency.Limit(lockedRun.Stop), async (key, ct) =>
        {
            // Removing the definition of a kind removed its objects too.
            if (
                await context.Cluster.FindKindAsync(key.ApiVersion, key.Kind, ct) is not null
                && await context.Cluster.GetAsync(key, ct) is { } live
                && Pruning.IsOurs(live, context.App)
                && Pruning.WhyKept(live) is null
            )
            {
                await context.Cluster.RetainClaimsAsync(live, ct);
                await context.Cluster.DeleteAsync(key, new DeleteOptions(), ct);
                context.Reporter.Report(new ObjectRemoved(key));
            }
        });
    }
}
