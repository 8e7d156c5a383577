using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.History;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Releasing;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Destroy;

/// <summary>Removes an application: everything that Slipway put there, and then its records.</summary>
public sealed class DestroyCommand(DeliveryContext context)
{
    /// <summary>
    /// Removes the application. Its volumes stay unless the choice is to delete data. Its namespace and its
    /// CustomResourceDefinitions stay, since others may use them, and so do objects that ask for it
    /// (<c>slipway.dev/prune: "false"</c>).
    /// </summary>
    /// <param name="confirmed">The application's name, demanded where the environment is not a local
    /// one.</param>
    /// <param name="cancellation">Cancels the operation; running it again resumes.</param>
    /// <exception cref="DestroyNotConfirmedException">The confirmation is missing or names another
    /// application.</exception>
    public async Task RunAsync(string? confirmed, CancellationToken cancellation)
    {
        if (await WhyUnconfirmedAsync(context, confirmed, cancellation) is { } refusal)
            throw refusal;

        var removed = await new ExclusiveRun(context).RunAsync("Destroy", RemoveAsync, cancellation);
        context.Reporter.Info(
            removed == 0
                ? $"{context.App} is not in {context.Environment.Name}; nothing to remove"
                : $"Removed {context.App} from {context.Environment.Name}: {removed} objects and the release records"
        );
    }

    /// <summary>Why the confirmation does not suffice; null where it does.</summary>
    internal static async Task<DestroyNotConfirmedException?> WhyUnconfirmedAsync(
        DeliveryContext context,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        if (context.Environment.Cluster.Local || confirmed == context.App)
            return null;
        return new DestroyNotConfirmedException(
            context.App,
            context.Environment.Name,
            context.Choices.DeleteData ? await VolumesAsync(context, cancellation) : null
        );
    }

    private static async Task<IReadOnlyList<ObjectKey>> VolumesAsync(
        DeliveryContext context,
        CancellationToken cancellation
    )
    {
        try
        {
            var timeline = ReleaseTimeline.Of(await new HistoryQuery(context).PageAsync(cancellation));
            var found = await new ApplicationQuery(context).RunAsync(timeline, cancellation);
            return [.. found.Volumes.Select(ObjectKey.Of)];
        }
        catch (AccessDeniedException)
        {
            // What may not be read may not be deleted either: that is refused by itself.
            return [];
        }
    }

    private async Task<int> RemoveAsync(LockedRun lockedRun)
    {
        var found = await new ApplicationQuery(context).RunAsync(lockedRun.Timeline, lockedRun.Stop);
        Announce(found);
        var removed = context.Choices.DeleteData ? [.. found.Removed, .. found.Volumes] : found.Removed;
        foreach (var wave in ApplyWaves.ForDeletion(removed))
        {
            context.Reporter.ReportObjects($"Remove {wave.Name}", [.. wave.Objects.Select(ObjectKey.Of)]);
            await Parallel.ForEachAsync(wave.Objects, Concurrency.Limit(lockedRun.Stop), async (obj, ct) =>
            {
                var key = ObjectKey.Of(obj);
                if (!context.Choices.DeleteData)
                    await context.Cluster.RetainClaimsAsync(obj, ct);
                await context.Cluster.DeleteAsync(key, new DeleteOptions(Propagation.Foreground), ct);
                // Wait until they are gone: the next release must not meet objects that are being deleted.
                await context.Cluster.UntilAsync(key, live => live is null, ct);
                context.Reporter.Report(new ObjectRemoved(key));
            });
        }
        foreach (var ns in context.Environment.Namespaces.All)
            await new ReplacedPods(context, lockedRun).RemoveAsync(ns);
        await context.History.DeleteAllAsync(lockedRun.Stop);
        // The lock goes last, while it is still ours: a lock of someone else is never removed.
        await context.Cluster.DeleteAsync(
            new ObjectKey("coordination.k8s.io/v1", "Lease", context.Namespace, $"slipway-{context.App}"),
            new DeleteOptions(),
            lockedRun.Stop
        );
        return removed.Count;
    }

    // Named one by one: nothing brings them back.
    private void Announce(ApplicationObjects found)
    {
        foreach (var kept in found.Kept)
            context.Reporter.Info($"Keeping {kept.Key.Display}, because {kept.Reason}");
        if (found.Volumes.Count == 0)
            return;
        var names = string.Join(", ", found.Volumes.Select(v => v.Display));
        context.Reporter.Warning(
            context.Choices.DeleteData
                ? $"Deleting the volumes and all that they hold: {names}"
                : $"Keeping the volumes: {names}. --delete-data would delete them"
        );
    }
}
