using Slipway.Kubernetes;
using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>The canary workloads of an application in the cluster.</summary>
internal sealed class CanaryTrack(DeliveryContext context)
{
    private readonly ReleaseHistory _history = new(context.Cluster, context.Namespace, context.App);

    /// <summary>The canary workloads that are there, found by their track: also those that a killed command left behind.</summary>
    public async Task<IReadOnlyList<KubeObject>> FindAsync(CancellationToken cancellation)
    {
        var selector = new ObjectSelector($"{ManifestLabels.Selector(context.App)},{Tracks.Label}={Tracks.Canary}");
        var list = await context.Cluster.ListAsync("apps/v1", "Deployment", context.Namespace, selector, cancellation)
            .ConfigureAwait(false);
        return list.Items;
    }

    /// <summary>Deletes the canary workloads. Their pods leave the Services at once.</summary>
    public async Task DeleteAsync(CancellationToken cancellation)
    {
        var canaries = await FindAsync(cancellation).ConfigureAwait(false);
        if (canaries.Count == 0)
            return;
        context.Reporter.Info($"Take away {string.Join(", ", canaries.Select(c => c.Display))}");
        foreach (var canary in canaries)
            await context.Cluster.DeleteAsync(ObjectKey.Of(canary), new DeleteOptions(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a canary away and notes why.</summary>
    public async Task<RecordedRelease> RemoveAsync(RecordedRelease canary, string why, CancellationToken cancellation)
    {
        await DeleteAsync(cancellation).ConfigureAwait(false);
        return await _history.UpdateAsync(
            canary,
            r => r with { State = ReleaseState.RolledBack, Failure = why, Finished = context.Time.GetUtcNow() },
            cancellation).ConfigureAwait(false);
    }
}
