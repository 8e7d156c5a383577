using System.Collections.Concurrent;
using System.Text.Json;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Finds the objects that carry the application's labels and were written by us, though no release record explains them: the
/// record was deleted, or cannot be read any more.
/// </summary>
internal sealed class UnrecordedObjects(DeliveryContext context)
{
    // What manifests consist of mostly; the list of 'kubectl apply --prune' and what came after it.
    private static readonly GroupKind[] s_usual =
    [
        new("", "ConfigMap"),
        new("", "PersistentVolumeClaim"),
        new("", "Secret"),
        new("", "Service"),
        new("", "ServiceAccount"),
        new("apps", "DaemonSet"),
        new("apps", "Deployment"),
        new("apps", "StatefulSet"),
        new("autoscaling", "HorizontalPodAutoscaler"),
        new("batch", "CronJob"),
        new("batch", "Job"),
        new("networking.k8s.io", "Ingress"),
        new("networking.k8s.io", "NetworkPolicy"),
        new("policy", "PodDisruptionBudget"),
        new("rbac.authorization.k8s.io", "Role"),
        new("rbac.authorization.k8s.io", "RoleBinding"),
    ];

    /// <summary>
    /// Looks for them in the application's own namespace; elsewhere, another environment's objects may carry the same labels.
    /// </summary>
    /// <param name="desired">The objects of the release that is to come.</param>
    /// <param name="timeline">What was released before.</param>
    /// <param name="cancellation">Cancels the search.</param>
    /// <returns>Their metadata.</returns>
    public async Task<IReadOnlyList<KubeObject>> FindAsync(
        IReadOnlyList<KubeObject> desired,
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        var explained = timeline
            .Objects.Concat(desired)
            .Select(ObjectKey.Of)
            .Concat(timeline.Kept.Select(kept => kept.Key))
            .Select(key => key.Identity)
            .ToHashSet();
        var found = new ConcurrentBag<KubeObject>();
        var kinds = await KindsAsync(desired, timeline, cancellation);
        await Parallel.ForEachAsync(kinds, Concurrency.Limit(cancellation), async (kind, ct) =>
        {
            foreach (var obj in await ListAsync(kind, ct))
            {
                if (IsOurs(obj) && !explained.Contains(ObjectKey.Of(obj).Identity))
                    found.Add(obj);
            }
        });
        return [.. found];
    }

    /// <summary>
    /// Whether we wrote an object, and not a controller or somebody who copied its labels, and it is no part of a release that
    /// goes on: a canary, or what is left of a replaced workload.
    /// </summary>
    internal static bool IsOurs(KubeObject obj) =>
        obj.At("metadata", "managedFields") is { ValueKind: JsonValueKind.Array } fields
        && fields.Items().Any(entry => entry.TryField("manager", out var m) && m.Text() == Cluster.Manager)
        && obj.At("metadata", "ownerReferences") is null or { ValueKind: not JsonValueKind.Array }
        && obj.Text("metadata", "deletionTimestamp") is null
        && obj.Labels.GetValueOrDefault(Tracks.Label) != Tracks.Canary
        && !obj.Labels.ContainsKey(ManifestLabels.Replaced);

    private async Task<IReadOnlyList<ResourceKind>> KindsAsync(
        IReadOnlyList<KubeObject> desired,
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        var wanted = timeline
            .History.SelectMany(r => r.Release.Manifests)
            .Concat(desired)
            .Select(obj => obj.GroupKind)
            .Concat(s_usual)
            .ToHashSet();
        var served = await context.Cluster.KindsAsync(cancellation);
        return
        [
            .. served
                .Where(kind => kind.Namespaced && kind.Verbs.Contains("list"))
                .Where(kind => wanted.Contains(new GroupKind(kind.Group, kind.Kind)))
                .DistinctBy(kind => (kind.Group, kind.Kind)),
        ];
    }

    private async Task<IReadOnlyList<KubeObject>> ListAsync(ResourceKind kind, CancellationToken cancellation)
    {
        try
        {
            var ours = new ObjectSelector(ManifestLabels.Selector(context.App));
            var list = await context.Cluster.ListMetadataAsync(
                kind.ApiVersion,
                kind.Kind,
                context.Namespace,
                ours,
                cancellation
            );
            return list.Items;
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // A narrow Role may show less; what it hides was hardly written with it.
            context.Reporter.Detail(e.What);
            return [];
        }
    }
}
