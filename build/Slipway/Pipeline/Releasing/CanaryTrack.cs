using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Locking;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>The canary workloads of an application in the cluster.</summary>
internal sealed class CanaryTrack(DeliveryContext context, LockedRun lockedRun)
{
    /// <summary>
    /// Deletes the canary workloads that are there, found by their track: also those that a killed command
    /// left behind. Their pods leave the Services at once.
    /// </summary>
    public async Task DeleteAsync()
    {
        // Canaries stand beside Deployments: without any, nobody needs the right to see them.
        if (!lockedRun.Timeline.Objects.Any(o => o.GroupKind is ("apps", "Deployment")))
            return;
        var ours = $"{ManifestLabels.Selector(context.App)},{Tracks.Label}={Tracks.Canary}";
        var canaries = new List<KubeObject>();
        foreach (var ns in Namespaces())
        {
            var selector = new ObjectSelector(ours);
            var list = await context.Cluster.ListAsync("apps/v1", "Deployment", ns, selector, lockedRun.Stop);
            canaries.AddRange(list.Items);
        }
        if (canaries.Count == 0)
            return;
        context.Reporter.Info($"Remove {ObjectSummary.Of([.. canaries.Select(ObjectKey.Of)])}");
        foreach (var key in canaries.Select(ObjectKey.Of))
        {
            await context.Cluster.DeleteAsync(key, new DeleteOptions(), lockedRun.Stop);
            context.Reporter.Report(new ObjectRemoved(key));
        }
    }

    // A canary stands beside its Deployment, which may be in another namespace than the application's own.
    private IEnumerable<string> Namespaces() =>
        lockedRun
            .Timeline.Objects.Where(o => o.GroupKind is ("apps", "Deployment"))
            .Select(o => o.Namespace ?? context.Namespace)
            .Distinct();

    /// <summary>Removes a canary and records why.</summary>
    public async Task<RecordedRelease> RemoveAsync(RecordedRelease canary, string why)
    {
        await DeleteAsync();
        await new CanaryConfiguration(context, lockedRun).DeleteAsync(canary.Release);
        var removed = await lockedRun.Records.UpdateAsync(canary, r =>
            r with
            {
                State = ReleaseState.RolledBack,
                Failure = why,
                Finished = context.Time.GetUtcNow(),
            }
        );
        context.Reporter.Report(new ReleaseFinished(removed.Release));
        return removed;
    }
}
