using System.Globalization;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Finds the pods of a workload's newest revision; those of older ones say nothing about the rollout.
/// </summary>
internal static class NewRevision
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private const string HashLabel = "controller-revision-hash";

    /// <summary>
    /// Who makes the new pods: the ReplicaSet of a Deployment, else the workload itself; null while there is
    /// none.
    /// </summary>
    public static KubeObject? Maker(KubeObject workload, RolloutState picture)
    {
        if (!Conditions.IsObserved(workload))
            return null;
        if (workload.GroupKind is not ("apps", "Deployment"))
            return workload;
        var revision = workload.Annotations.GetValueOrDefault(RevisionAnnotation);
        return revision is null
            ? null
            : picture
                .Children(workload, new GroupKind("apps", "ReplicaSet"))
                .FirstOrDefault(r => r.Annotations.GetValueOrDefault(RevisionAnnotation) == revision);
    }

    /// <summary>The pods of the newest revision, without those that are being deleted.</summary>
    public static IEnumerable<KubeObject> Pods(KubeObject workload, RolloutState picture)
    {
        if (Maker(workload, picture) is not { } maker)
            return [];
        var pods = picture
            .Children(maker, new GroupKind("", "Pod"))
            .Where(p => p.Text("metadata", "deletionTimestamp") is null);
        var hash = workload.GroupKind switch
        {
            ("apps", "StatefulSet") => workload.Text("status", "updateRevision") is { } revision
                ? HashOf(revision, workload)
                : null,
            ("apps", "DaemonSet") => picture
                .Children(workload, new GroupKind("apps", "ControllerRevision"))
                .MaxBy(r => r.Number("revision") ?? 0)
                ?.Labels.GetValueOrDefault(HashLabel),
            _ => null,
        };
        return hash is null
            ? pods
            : pods.Where(p => HashOf(p.Labels.GetValueOrDefault(HashLabel) ?? "", workload) == hash);
    }

    // A StatefulSet's pods carry the whole name of the revision, <name>-<hash>; a DaemonSet's only the hash.
    private static string HashOf(string revision, KubeObject workload) =>
        revision.StartsWith(workload.Name + "-", false, CultureInfo.InvariantCulture)
            ? revision[(workload.Name.Length + 1)..]
            : revision;
}
