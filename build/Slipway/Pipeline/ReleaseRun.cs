using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>
/// Brings a recorded release to all traffic: applies in waves, waits until the new pods serve, takes away what is no
/// longer part of it, and writes down how it ended. Each step can be repeated.
/// </summary>
internal sealed class ReleaseRun(DeliveryContext context)
{
    /// <summary>How many objects are written at the same time.</summary>
    public const int Parallelism = 16;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);
    private readonly ReleaseHistory _history = new(context.Cluster, context.Namespace, context.App);

    /// <summary>Runs a release that is written down as pending.</summary>
    /// <param name="pending">The release.</param>
    /// <param name="changes">What it changes.</param>
    /// <param name="lineage">What came before it.</param>
    /// <param name="cancellation">Stops it; it is then recorded as failed, and the next command converges.</param>
    /// <exception cref="Refusal">An object was refused, or a workload did not become ready.</exception>
    public async Task<RecordedRelease> RunAsync(
        RecordedRelease pending, ChangeSet changes, Lineage lineage, CancellationToken cancellation)
    {
        try
        {
            await RollAsync(changes.Apply, pending.Release.Manifests, cancellation).ConfigureAwait(false);
            await PruneAsync(changes.Prune, cancellation).ConfigureAwait(false);
            return await FinishAsync(pending, lineage, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ReleaseTaken)
        {
            await RecordFailureAsync(pending, e).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Applies what changes, in waves, and waits until every workload of the release runs its newest revision.</summary>
    public async Task RollAsync(
        IReadOnlyList<KubeObject> changed, IReadOnlyList<KubeObject> release, CancellationToken cancellation)
    {
        var workloads = release.Where(o => o.Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "Job").ToList();
        // Begun before the first write, so that what was wrong before is told apart from what the release breaks.
        var watch = await RolloutWatch.BeginAsync(
            context.Cluster, [.. workloads.Select(ObjectKey.Of)], context.Reporter, cancellation).ConfigureAwait(false);
        await using var end = watch.ConfigureAwait(false);

        var applied = new ConcurrentDictionary<ObjectKey, KubeObject>();
        foreach (var wave in ApplyWaves.Of(changed))
        {
            context.Reporter.Info($"Apply {wave.Name}: {string.Join(", ", wave.Objects.Select(o => o.Display))}");
            await Parallel.ForEachAsync(
                wave.Objects,
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
                async (obj, ct) => applied[ObjectKey.Of(obj)] = (await context.Cluster
                    .ApplyAsync(obj, new ApplyOptions(context.ForceConflicts), ct).ConfigureAwait(false)).Object)
                .ConfigureAwait(false);
        }
        foreach (var unchanged in workloads.Select(ObjectKey.Of).Where(key => !applied.ContainsKey(key)))
        {
            if (await context.Cluster.GetAsync(unchanged, cancellation).ConfigureAwait(false) is { } live)
                applied[unchanged] = live;
        }
        var timeouts = context.Environment.Timeouts;
        await watch.WaitAsync(
            [.. workloads.Select(w => applied.GetValueOrDefault(ObjectKey.Of(w))).OfType<KubeObject>()],
            new RolloutTimeouts(timeouts.Workload, timeouts.Total), cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes objects, and what they own.</summary>
    public async Task PruneAsync(IReadOnlyList<ObjectKey> gone, CancellationToken cancellation)
    {
        if (gone.Count == 0)
            return;
        context.Reporter.Info($"Remove what is no longer part of it: {string.Join(", ", gone.Select(k => k.Display))}");
        await Parallel.ForEachAsync(gone, cancellation, async (key, ct) =>
        {
            // Only what still says that it is ours.
            if (await context.Cluster.GetAsync(key, ct).ConfigureAwait(false) is { } live
                && live.Labels.GetValueOrDefault(ManifestLabels.PartOf) == context.App
                && live.Labels.GetValueOrDefault(ManifestLabels.ManagedBy) == ManifestLabels.Slipway)
                await context.Cluster.DeleteAsync(key, new DeleteOptions(), ct).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Writes down why a release ended early, whatever ended it; what cannot be written now is found pending later.</summary>
    public async Task RecordFailureAsync(RecordedRelease pending, Exception reason)
    {
        using var limit = new CancellationTokenSource(LastWords, context.Time);
        try
        {
            var words = reason is OperationCanceledException ? "interrupted" : reason.Message.Split('\n')[0];
            await _history.UpdateAsync(
                pending,
                r => r with { State = ReleaseState.Failed, Failure = words, Finished = context.Time.GetUtcNow() },
                limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Refusal or OperationCanceledException)
        {
            context.Reporter.Warning($"The end of revision {pending.Release.Revision} could not be recorded: {e.Message}");
        }
    }

    private async Task<RecordedRelease> FinishAsync(RecordedRelease pending, Lineage lineage, CancellationToken cancellation)
    {
        var left = pending.Release.Kind == ReleaseKind.Rollback ? ReleaseState.RolledBack : ReleaseState.Superseded;
        // First the new one: killed between these writes, two claim to run, and the newest of them does.
        var done = await _history.UpdateAsync(
            pending,
            r => r with { State = ReleaseState.Deployed, Finished = context.Time.GetUtcNow(), Step = null },
            cancellation).ConfigureAwait(false);
        foreach (var other in lineage.History.Where(r => r.Release.State == ReleaseState.Deployed))
            await _history.UpdateAsync(other, r => r with { State = left }, cancellation).ConfigureAwait(false);
        await _history.TrimAsync(cancellation).ConfigureAwait(false);
        return done;
    }
}
