using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>
/// Runs the Jobs that must succeed before a workload changes, once for each content. Each step can be repeated:
/// killed in the middle, the next command waits for the Job that runs.
/// </summary>
internal sealed class HookJobs(DeliveryContext context, LockedRun lockedRun)
{
    /// <summary>Runs those of a release that have not succeeded yet, at the same time.</summary>
    /// <param name="release">The objects of the release.</param>
    /// <exception cref="RolloutFailedException">One failed; with its log.</exception>
    public async Task RunAsync(IReadOnlyList<KubeObject> release)
    {
        var due = new List<KubeObject>();
        foreach (var job in release.Where(HookJob.Is))
        {
            var live = await context.Cluster.GetAsync(ObjectKey.Of(job), lockedRun.Stop);
            if (!IsDone(job, live))
                due.Add(job);
        }
        if (due.Count == 0)
            return;
        var keys = due.Select(ObjectKey.Of).ToList();
        context.Reporter.ReportObjects("Run before any workload changes", keys);
        await using var watch = await RolloutWatch.BeginAsync(
            context.Cluster,
            keys,
            context.Reporter,
            lockedRun.Stop
        );
        var applied = new List<KubeObject>();
        foreach (var job in due)
            applied.Add(await ApplyAsync(job));
        await watch.WaitAsync(
            applied,
            new RolloutTimeouts(context.Environment.Timeouts.Workload, lockedRun.Left),
            lockedRun.Stop
        );
    }

    // A Job that succeeded may be gone since, as its TTL says; the records know that it ran.
    private bool IsDone(KubeObject job, KubeObject? live)
    {
        var timeline = lockedRun.Timeline;
        var key = ObjectKey.Of(job).Identity;
        var ran = (timeline.Canary?.Release.Manifests ?? [])
            .Concat(timeline.Running?.Release.Manifests ?? [])
            .Where(o => ObjectKey.Of(o).Identity == key);
        return ran.Any(before => ChangeSet.IsUnchanged(job, before, live))
            && (live is null || Readiness.Of(live).State == ReadinessState.Ready);
    }

    private async Task<KubeObject> ApplyAsync(KubeObject job)
    {
        var live = await context.Cluster.GetAsync(ObjectKey.Of(job), lockedRun.Stop);
        // A Job that failed does not begin again by itself.
        if (live is not null && Readiness.Of(live).State == ReadinessState.Failed)
            await DeleteAsync(live);
        var options = new ApplyOptions(context.ForceConflicts);
        try
        {
            return (await context.Cluster.ApplyAsync(job, options, lockedRun.Stop)).Object;
        }
        catch (ApiException e) when (live is not null && ImmutableFields.Named(e, job, live).Count > 0)
        {
            await DeleteAsync(live);
            return (await context.Cluster.ApplyAsync(job, options, lockedRun.Stop)).Object;
        }
    }

    private async Task DeleteAsync(KubeObject live)
    {
        var (key, uid) = (ObjectKey.Of(live), live.Text("metadata", "uid"));
        await context.Cluster.DeleteAsync(
            key,
            new DeleteOptions(Propagation.Foreground, Uid: uid),
            lockedRun.Stop
        );
        await context.Cluster.UntilAsync(key, now => now?.Text("metadata", "uid") != uid, lockedRun.Stop);
    }
}
