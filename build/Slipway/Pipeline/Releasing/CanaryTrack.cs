using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Locking;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;

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
        var list = await context.Cluster.ListAsync(
            "apps/v1",
            "Deployment",
            context.Namespace,
            new ObjectSelector(ours),
            lockedRun.Stop
        );
        if (list.Items.Count == 0)
            return;
        context.Reporter.Info($"Remove {ObjectSummary.Of([.. list.Items.Select(ObjectKey.Of)])}");
        foreach (var canary in list.Items)
            await context.Cluster.DeleteAsync(ObjectKey.Of(canary), new DeleteOptions(), lockedRun.Stop);
    }

    /// <summary>Removes a canary and records why.</summary>
    public async Task<RecordedRelease> RemoveAsync(RecordedRelease canary, string why)
    {
        await DeleteAsync();
        return await lockedRun.Records.UpdateAsync(canary, r =>
            r with
            {
                State = ReleaseState.RolledBack,
                Failure = why,
                Finished = context.Time.GetUtcNow(),
            }
        );
    }
}
