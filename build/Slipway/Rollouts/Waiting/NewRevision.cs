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
        var pods = Remaining(maker, picture);
        return Hash(workload, picture) is { } hash
            ? pods.Where(p => HashOf(p.Labels.GetValueOrDefault(HashLabel) ?? "", workload) == hash)
            : pods;
    }

    /// <summary>The pods of older revisions that still serve.</summary>
    public static IReadOnlyList<KubeObject> OldPods(KubeObject workload, RolloutState picture)
    {
        if (workload.GroupKind is ("batch", "Job"))
            return [];
        var all = workload.GroupKind is ("apps", "Deployment")
            ? picture
                .Children(workload, new GroupKind("apps", "ReplicaSet"))
                .Concat(picture.Left(workload))
                .SelectMany(r => Remaining(r, picture))
            : Remaining(workload, picture);
        // While the controller has not seen the change, every pod is of an older revision.
        var current = Pods(workload, picture).Select(RolloutState.Uid).ToHashSet();
        return [.. all.Where(p => !current.Contains(RolloutState.Uid(p)) && Conditions.IsReady(p))];
    }

    /// <summary>Whether pods of the newest revision can be told from others.</summary>
    public static bool IsKnown(KubeObject workload, RolloutState picture) =>
        Maker(workload, picture) is not null
        && (
            workload.GroupKind is ("apps", "Deployment") or ("batch", "Job")
            || Hash(workload, picture) is not null
        );

    private static IEnumerable<KubeObject> Remaining(KubeObject owner, RolloutState picture) =>
        picture
            .Children(owner, new GroupKind("", "Pod"))
            .Where(p => p.Text("metadata", "deletionTimestamp") is null);

    private static string? Hash(KubeObject workload, RolloutState picture) =>
        workload.GroupKind switch
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

    // A StatefulSet's pods carry the whole name of the revision, <name>-<hash>; a DaemonSet's only the hash.
    private static string HashOf(string revision, KubeObject workload) =>
        revision.StartsWith(workload.Name + "-", false, CultureInfo.InvariantCulture)
            ? revision[(workload.Name.Length + 1)..]
            : revision;
}
