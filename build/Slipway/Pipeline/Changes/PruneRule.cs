using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Decides which removals somebody must have meant: those of workloads, since something stops to run, and those
/// of a large part of the release, since a wrong checkout or a broken overlay looks like that. Pure.
/// </summary>
public static class PruneRule
{
    /// <summary>Above this share of the objects a removal must be confirmed.</summary>
    public const double LargestShare = 0.3;

    /// <summary>What must be confirmed, as half a sentence; null where nothing must.</summary>
    /// <param name="before">The objects that may be in the cluster by our hand.</param>
    /// <param name="removed">Of these, what the release removes.</param>
    /// <param name="now">The objects of the release.</param>
    public static string? Concern(
        IReadOnlyList<KubeObject> before,
        IReadOnlyList<ObjectKey> removed,
        IReadOnlyList<KubeObject> now
    )
    {
        var gone = removed.Select(k => k.Identity).ToHashSet();
        var objects = before.Where(o => gone.Contains(ObjectKey.Of(o).Identity)).ToList();
        var workloads = objects.Where(IsWorkload).Select(ObjectKey.Of).ToList();
        if (workloads.Count > 0)
            return $"removes {ObjectSummary.Of(workloads)}";
        var counted = objects.Count(o => !IsFinite(o) && !IsReplaced(o, now));
        return counted > LargestShare * before.Count
            ? $"removes {counted} of {before.Count} objects ({counted * 100 / before.Count} %): "
                + ObjectSummary.Of(removed)
            : null;
    }

    /// <summary>Whether something runs until it is deleted: whatever holds a pod template, and no Job.</summary>
    private static bool IsWorkload(KubeObject obj) => PodTemplates.PathOf(obj) is not null && !IsFinite(obj);

    // A Job came to its end; that the next version of it has another name is quite usual.
    private static bool IsFinite(KubeObject obj) => obj.GroupKind is ("batch", "Job");

    // Kustomize gives generated ConfigMaps and Secrets a new name with each content.
    private static bool IsReplaced(KubeObject obj, IReadOnlyList<KubeObject> now) =>
        GeneratedName.Stem(obj.GroupKind, obj.Name) is { } stem
        && now.Any(o =>
            o.GroupKind == obj.GroupKind
            && o.Namespace == obj.Namespace
            && GeneratedName.Stem(o.GroupKind, o.Name) == stem
        );
}
