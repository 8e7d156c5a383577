using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Releases;
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
    /// <summary>
    /// Runs those of a release that have not succeeded yet, at the same time, and records which did.
    /// </summary>
    /// <param name="objects">The objects of the release.</param>
    /// <param name="release">Its record.</param>
    /// <exception cref="RolloutFailedException">One failed; with its log.</exception>
    public async Task RunAsync(IReadOnlyList<KubeObject> objects, RecordedRelease release)
    {
        var due = new List<KubeObject>();
        foreach (var job in objects.Where(HookJob.Is))
        {
            if (!DoneHooks.Contain(job, await FindAsync(job), lockedRun.Timeline))
                due.Add(job);
        }
        if (due.Count == 0)
            return;
        var begun = new List<KubeObject>();
        try
        {
            await RunAsync(due, begun);
        }
        catch (Refusal e) when (e is not ClusterUnreachableException)
        {
            await RecordSucceededAsync(begun, release);
            throw;
        }
        await RecordAsync(due, release);
    }

    private async Task RunAsync(IReadOnlyList<KubeObject> due, List<KubeObject> begun)
    {
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
        {
            applied.Add(await ApplyAsync(job));
            begun.Add(job);
            context.Reporter.Report(new HookStarted(ObjectKey.Of(job)));
        }
        await watch.WaitAsync(
            applied,
            new RolloutTimeouts(context.Environment.Timeouts.Workload, lockedRun.Left),
            lockedRun.Stop
        );
        foreach (var key in keys)
            context.Reporter.Report(new HookFinished(key, Succeeded: true));
    }

    // The Jobs may be gone before the next command looks, as their TTL says, and must not run again all the same.
    private Task RecordAsync(IReadOnlyList<KubeObject> jobs, RecordedRelease release) =>
        lockedRun.Records.UpdateAsync(release, r =>
            r with
            {
                Hooks = [.. r.Hooks.Union(jobs.Select(HookRun.Of))],
            }
        );

    // One failed; the others may have succeeded.
    private async Task RecordSucceededAsync(IReadOnlyList<KubeObject> jobs, RecordedRelease release)
    {
        try
        {
            var succeeded = new List<KubeObject>();
            foreach (var job in jobs)
            {
                var done =
                    await FindAsync(job) is { } live && Readiness.Of(live).State == ReadinessState.Ready;
                if (done)
                    succeeded.Add(job);
                context.Reporter.Report(new HookFinished(ObjectKey.Of(job), done));
            }
            if (succeeded.Count > 0)
                await RecordAsync(succeeded, release);
        }
        catch (Refusal e)
        {
            // The first fault is what the user must see.
            context.Reporter.Warning($"Which Jobs succeeded could not be recorded: {e.What}");
        }
    }

    private Task<KubeObject?> FindAsync(KubeObject job) =>
        context.Cluster.GetAsync(ObjectKey.Of(job), lockedRun.Stop);

    private async Task<KubeObject> ApplyAsync(KubeObject job)
    {
        var live = await FindAsync(job);
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
