using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Locking;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>
/// What a workload leaves when it is deleted with <c>propagationPolicy: Orphan</c>: the ReplicaSets of a
/// Deployment, the pods of a StatefulSet or DaemonSet. They are marked before that, so that whoever goes on after
/// a killed command finds them.
/// </summary>
internal sealed class ReplacedPods(DeliveryContext context, LockedRun lockedRun)
{
    /// <summary>What was left in a namespace and that nobody has taken over.</summary>
    public async Task<IReadOnlyList<KubeObject>> LeftAsync(string? ns) =>
        [.. (await MarkedAsync(ns)).Where(o => OwnerReferences.Controller(o) is null)];

    /// <summary>The ReplicaSets that a Deployment has.</summary>
    public async Task<IReadOnlyList<KubeObject>> OfAsync(KubeObject workload)
    {
        var uid = workload.Text("metadata", "uid");
        var (apiVersion, kind) = KindOf(workload);
        var all = await context.Cluster.ListAsync(
            apiVersion,
            kind,
            workload.Namespace,
            selector: null,
            lockedRun.Stop
        );
        return [.. all.Items.Where(o => OwnerReferences.Controller(o) == uid)];
    }

    /// <summary>Marks what a workload is about to leave.</summary>
    public async Task MarkAsync(KubeObject workload)
    {
        foreach (var left in await OfAsync(workload))
            await PatchAsync(
                left,
                new JsonObject { [ManifestLabels.Replaced] = context.App },
                new JsonObject { [ManifestLabels.Replaced] = workload.Display }
            );
    }

    /// <summary>Gives the pods that a workload left the labels by which its successor adopts them.</summary>
    public async Task LabelAsync(KubeObject successor, IReadOnlyList<KubeObject> left)
    {
        var labels = PodTemplates.Labels(successor) ?? new Dictionary<string, string>();
        foreach (var pod in left.Where(o => IsOf(o, successor)))
        {
            var wanted = new JsonObject(labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value)));
            wanted[ManifestLabels.Replaced] = null;
            await PatchAsync(pod, wanted, new JsonObject { [ManifestLabels.Replaced] = null });
        }
    }

    /// <summary>
    /// Removes what was left, and takes the mark from what was taken over. The pods end as in any rollout, and
    /// leave their Services before that.
    /// </summary>
    public async Task RemoveAsync(string? ns)
    {
        foreach (var marked in await MarkedAsync(ns))
        {
            if (OwnerReferences.Controller(marked) is not null)
            {
                await PatchAsync(
                    marked,
                    new JsonObject { [ManifestLabels.Replaced] = null },
                    new JsonObject { [ManifestLabels.Replaced] = null }
                );
                continue;
            }
            context.Reporter.Info(
                $"Remove {marked.Display}, which {marked.Annotations.GetValueOrDefault(ManifestLabels.Replaced)} left when it was "
                    + "replaced"
            );
            var only = new DeleteOptions(Uid: marked.Text("metadata", "uid"));
            await context.Cluster.DeleteAsync(ObjectKey.Of(marked), only, lockedRun.Stop);
        }
    }

    /// <summary>Whether something was left by the workload of this name.</summary>
    public static bool IsOf(KubeObject left, KubeObject workload) =>
        left.Namespace == workload.Namespace
        && left.Annotations.GetValueOrDefault(ManifestLabels.Replaced) == workload.Display;

    private async Task<IReadOnlyList<KubeObject>> MarkedAsync(string? ns)
    {
        var ours = new ObjectSelector($"{ManifestLabels.Replaced}={context.App}");
        var found = new List<KubeObject>();
        foreach (var (apiVersion, kind) in new[] { ("apps/v1", "ReplicaSet"), ("v1", "Pod") })
        {
            try
            {
                var list = await context.Cluster.ListAsync(apiVersion, kind, ns, ours, lockedRun.Stop);
                found.AddRange(list.Items.Where(o => o.Text("metadata", "deletionTimestamp") is null));
            }
            catch (AccessDeniedException e) when (e.Code == 403)
            {
                // Who may not list them cannot have marked any.
            }
        }
        return found;
    }

    private Task PatchAsync(KubeObject obj, JsonObject labels, JsonObject annotations) =>
        context.Cluster.MergePatchAsync(
            ObjectKey.Of(obj),
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = labels, ["annotations"] = annotations },
            },
            lockedRun.Stop
        );

    private static (string ApiVersion, string Kind) KindOf(KubeObject workload) =>
        workload.GroupKind is ("apps", "Deployment") ? ("apps/v1", "ReplicaSet") : ("v1", "Pod");
}
