using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>Applies changes in waves, and waits until the new pods, and only they, serve.</summary>
/// <param name="context">What it works with.</param>
/// <param name="lockedRun">The command.</param>
/// <param name="replacement">Makes room for objects that cannot be changed; null where there are none.</param>
internal sealed class Rollout(
    DeliveryContext context,
    LockedRun lockedRun,
    WorkloadReplacement? replacement = null
)
{
    private readonly ConcurrentDictionary<ObjectKey, KubeObject> _applied = [];

    /// <summary>
    /// Applies what changes, and waits until every workload of the release runs its newest revision.
    /// </summary>
    /// <param name="changes">What changes.</param>
    /// <param name="release">The release, in whose record is noted which Jobs ran.</param>
    public async Task RunAsync(ChangeSet changes, RecordedRelease release)
    {
        var workloads = changes
            .Release.Where(o =>
                o.GroupKind is ("apps", "Deployment" or "StatefulSet" or "DaemonSet") or ("batch", "Job")
            )
            .Select(ObjectKey.Of)
            .ToList();
        // Started before the first write, so that earlier faults are distinguished from what the release
        // breaks.
        await using var watch = await RolloutWatch.BeginAsync(
            context.Cluster,
            workloads,
            context.Reporter,
            lockedRun.Stop
        );

        var apply = changes.Apply.Where(o => !HookJob.Is(o)).ToList();
        await ApplyAsync([.. apply.Where(ApplyWaves.IsBeforeWorkloads)], changes);
        await new HookJobs(context, lockedRun).RunAsync(changes.Release, release);
        await ApplyAsync([.. apply.Where(o => !ApplyWaves.IsBeforeWorkloads(o))], changes);
        // Unchanged ones may still be rolling out, started by a command that was killed.
        var unchanged = workloads.Where(key => !_applied.ContainsKey(key)).ToList();
        await Parallel.ForEachAsync(unchanged, Concurrency.Limit(lockedRun.Stop), async (key, ct) =>
        {
            if (await context.Cluster.GetAsync(key, ct) is { } live)
                _applied[key] = live;
        });
        await watch.WaitAsync(
            [.. workloads.Select(_applied.GetValueOrDefault).OfType<KubeObject>()],
            new RolloutTimeouts(context.Environment.Timeouts.Workload, lockedRun.Left),
            lockedRun.Stop
        );
    }

    private async Task ApplyAsync(IReadOnlyList<KubeObject> objects, ChangeSet changes)
    {
        foreach (var wave in ApplyWaves.Of(objects))
        {
            context.Reporter.ReportObjects($"Apply {wave.Name}", [.. wave.Objects.Select(ObjectKey.Of)]);
            await Parallel.ForEachAsync(wave.Objects, Concurrency.ForApplies(lockedRun.Stop), (obj, ct) =>
                ApplyAsync(obj, changes.TakeOver.Contains(ObjectKey.Of(obj)), ct)
            );
        }
    }

    private async ValueTask ApplyAsync(KubeObject obj, bool takeOver, CancellationToken cancellation)
    {
        var key = ObjectKey.Of(obj);
        if (replacement is not null)
            obj = await replacement.PrepareAsync(obj, cancellation);
        var applied = await context.Cluster.ApplyAsync(
            obj,
            new ApplyOptions(context.ForceConflicts || takeOver),
            cancellation
        );
        _applied[key] = applied.Object;
        context.Reporter.Report(new ObjectApplied(key, applied.Created));
        // Its objects, in the waves that follow, are refused until the API server serves it.
        if (obj.GroupKind is ("apiextensions.k8s.io", "CustomResourceDefinition"))
            await context.Cluster.UntilAsync(
                key,
                live => live is not null && Readiness.Of(live).State == ReadinessState.Ready,
                cancellation
            );
    }
}
