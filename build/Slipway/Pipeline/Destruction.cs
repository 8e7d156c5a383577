using Slipway.Kubernetes;
using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Removes an application: everything that Slipway put there, and then its records.</summary>
public sealed class Destruction(DeliveryContext context)
{
    /// <summary>Removes the application. Its namespace stays: others may use it.</summary>
    /// <param name="confirmed">The application's name, demanded where the environment is not a local one.</param>
    /// <param name="cancellation">Stops it; run again, it goes on.</param>
    /// <exception cref="DestructionUnconfirmed">The confirmation is missing or names another application.</exception>
    public async Task RunAsync(string? confirmed, CancellationToken cancellation)
    {
        if (!context.Environment.Cluster.Local && confirmed != context.App)
            throw new DestructionUnconfirmed(context.App, context.Environment.Name);

        var removed = await new ExclusiveRun(context).RunAsync("Destroy", RemoveAsync, cancellation).ConfigureAwait(false);
        await context.Cluster.DeleteAsync(
            new ObjectKey("coordination.k8s.io/v1", "Lease", context.Namespace, $"slipway-{context.App}"),
            new DeleteOptions(), cancellation).ConfigureAwait(false);
        context.Reporter.Info(removed == 0
            ? $"{context.App} is not in {context.Environment.Name}; nothing to remove"
            : $"Removed {context.App} from {context.Environment.Name}: {removed} objects and the release records");
    }

    private async Task<int> RemoveAsync(Lineage lineage, CancellationToken cancellation)
    {
        // By label, so that a canary's Deployments and what a killed command left behind go too.
        var kinds = lineage.Objects.Select(o => (o.ApiVersion, o.Kind)).Append(("apps/v1", "Deployment")).Distinct();
        var ours = new ObjectSelector(ManifestLabels.Selector(context.App));
        var found = new List<KubeObject>();
        foreach (var (apiVersion, kind) in kinds)
        {
            if (await context.Cluster.FindKindAsync(apiVersion, kind, cancellation).ConfigureAwait(false) is null)
                continue;
            var list = await context.Cluster.ListAsync(apiVersion, kind, context.Namespace, ours, cancellation)
                .ConfigureAwait(false);
            found.AddRange(list.Items.Where(o => o.Kind != "Namespace"));
        }
        foreach (var wave in ApplyWaves.ForDeletion(found))
        {
            foreach (var obj in wave.Objects)
            {
                await context.Cluster.DeleteAsync(
                    ObjectKey.Of(obj), new DeleteOptions(Propagation.Foreground), cancellation).ConfigureAwait(false);
            }
            // Gone means gone: a release that comes next must not meet objects that are about to vanish.
            foreach (var obj in wave.Objects)
                await GoneAsync(obj, cancellation).ConfigureAwait(false);
        }
        await new ReleaseHistory(context.Cluster, context.Namespace, context.App).DeleteAllAsync(cancellation)
            .ConfigureAwait(false);
        return found.Count;
    }

    private async Task GoneAsync(KubeObject obj, CancellationToken cancellation)
    {
        var selector = new ObjectSelector(Fields: $"metadata.name={obj.Name}");
        var present = false;
        var watch = context.Cluster.WatchAsync(obj.ApiVersion, obj.Kind, obj.Namespace, selector, cancellation);
        await foreach (var news in watch.ConfigureAwait(false))
        {
            present = news.Type is WatchEventType.Added or WatchEventType.Modified
                || (present && news.Type == WatchEventType.Synced);
            if (!present)
                return;
        }
    }
}
