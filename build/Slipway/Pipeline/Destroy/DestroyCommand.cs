using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Releasing;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Destroy;

/// <summary>Removes an application: everything that Slipway put there, and then its records.</summary>
public sealed class DestroyCommand(DeliveryContext context)
{
    /// <summary>
    /// Removes the application. Its namespace and its CustomResourceDefinitions stay, since others may use
    /// them, and so do objects that ask for it (<c>slipway.dev/prune: "false"</c>).
    /// </summary>
    /// <param name="confirmed">The application's name, demanded where the environment is not a local
    /// one.</param>
    /// <param name="cancellation">Cancels the operation; running it again resumes.</param>
    /// <exception cref="DestroyNotConfirmedException">The confirmation is missing or names another
    /// application.</exception>
    public async Task RunAsync(string? confirmed, CancellationToken cancellation)
    {
        if (WhyUnconfirmed(context, confirmed) is { } refusal)
            throw refusal;

        var removed = await new ExclusiveRun(context).RunAsync("Destroy", RemoveAsync, cancellation);
        context.Reporter.Info(
            removed == 0
                ? $"{context.App} is not in {context.Environment.Name}; nothing to remove"
                : $"Removed {context.App} from {context.Environment.Name}: {removed} objects and the release records"
        );
    }

    /// <summary>Why the confirmation does not suffice; null where it does.</summary>
    internal static DestroyNotConfirmedException? WhyUnconfirmed(
        DeliveryContext context,
        string? confirmed
    ) =>
        context.Environment.Cluster.Local || confirmed == context.App
            ? null
            : new DestroyNotConfirmedException(context.App, context.Environment.Name);

    private async Task<int> RemoveAsync(LockedRun lockedRun)
    {
        var found = await FindAsync(lockedRun);
        foreach (var wave in ApplyWaves.ForDeletion(found))
        {
            context.Reporter.ReportObjects($"Remove {wave.Name}", [.. wave.Objects.Select(ObjectKey.Of)]);
            await Parallel.ForEachAsync(wave.Objects, Concurrency.Limit(lockedRun.Stop), async (obj, ct) =>
            {
                var key = ObjectKey.Of(obj);
                await context.Cluster.DeleteAsync(key, new DeleteOptions(Propagation.Foreground), ct);
                // Wait until they are gone: the next release must not meet objects that are being deleted.
                await context.Cluster.UntilAsync(key, live => live is null, ct);
            });
        }
        await new ReplacedPods(context, lockedRun).RemoveAsync(context.Namespace);
        await context.History.DeleteAllAsync(lockedRun.Stop);
        // The lock goes last, while it is still ours: a lock of someone else is never removed.
        await context.Cluster.DeleteAsync(
            new ObjectKey("coordination.k8s.io/v1", "Lease", context.Namespace, $"slipway-{context.App}"),
            new DeleteOptions(),
            lockedRun.Stop
        );
        return found.Count;
    }

    // By label, so that a canary's Deployments and what a killed command left behind go too.
    private async Task<IReadOnlyList<KubeObject>> FindAsync(LockedRun lockedRun)
    {
        var recorded = lockedRun.Timeline.History.SelectMany(r => r.Release.Manifests).ToList();
        var kinds = recorded.Select(o => (o.ApiVersion, o.Kind)).Append(("apps/v1", "Deployment")).Distinct();
        var ours = new ObjectSelector(ManifestLabels.Selector(context.App));
        var keys = recorded.Select(ObjectKey.Of).ToHashSet();
        var found = new List<KubeObject>();
        foreach (var (apiVersion, kind) in kinds)
        {
            if (
                await context.Cluster.FindKindAsync(apiVersion, kind, lockedRun.Stop) is not { } served
                || GroupKind.Of(apiVersion, kind)
                    is
                        ("", "Namespace")
                        or
                        ("apiextensions.k8s.io", "CustomResourceDefinition")
            )
                continue;
            var list = await context.Cluster.ListAsync(
                apiVersion,
                kind,
                context.Namespace,
                ours,
                lockedRun.Stop
            );
            // Outside namespaces, another environment's objects of this application may carry the same
            // labels.
            found.AddRange(list.Items.Where(o => served.Namespaced || keys.Contains(ObjectKey.Of(o))));
        }
        foreach (var kept in found.Where(ChangeSet.IsKept))
            context.Reporter.Info($"Keeping {kept.Display}, as its annotation slipway.dev/prune asks");
        return [.. found.Where(o => !ChangeSet.IsKept(o)).DistinctBy(o => o.Text("metadata", "uid"))];
    }
}
