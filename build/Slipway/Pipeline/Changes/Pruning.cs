using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>What may become of an object that left the manifests. Pure.</summary>
public static class Pruning
{
    /// <summary>The annotation that keeps an object, with the value <c>false</c>.</summary>
    public const string Annotation = "slipway.dev/prune";

    /// <summary>
    /// What the releases before had and this one has not; the same object may be served under several versions
    /// of its group.
    /// </summary>
    /// <param name="before">The objects that may be in the cluster by our hand.</param>
    /// <param name="now">Those of the release.</param>
    public static IReadOnlyList<KubeObject> Left(IEnumerable<KubeObject> before, IEnumerable<KubeObject> now)
    {
        var stay = now.Select(o => ObjectKey.Of(o).Identity).ToHashSet();
        return
        [
            .. before
                .Where(o => !stay.Contains(ObjectKey.Of(o).Identity))
                .DistinctBy(o => ObjectKey.Of(o).Identity),
        ];
    }

    /// <summary>
    /// Why an object is never deleted without being asked for by name, as half a sentence; null where it may be.
    /// </summary>
    public static string? WhyKept(KubeObject obj) =>
        (ObjectKey.Of(obj).Group, obj.Kind) switch
        {
            _ when obj.Annotations.GetValueOrDefault(Annotation) == "false" =>
                $"its annotation {Annotation}: \"false\" asks for it",
            ("", "PersistentVolumeClaim" or "PersistentVolume")
            or ("snapshot.storage.k8s.io", "VolumeSnapshot" or "VolumeSnapshotContent") => "it holds data",
            ("", "Namespace") => "others may have objects in it",
            ("apiextensions.k8s.io", "CustomResourceDefinition") =>
                "without it, all objects of its kind would be gone",
            _ => null,
        };

    /// <summary>Whether a live object is labelled as this application's, and so may be deleted.</summary>
    public static bool IsOurs(KubeObject live, string app) =>
        live.Labels.GetValueOrDefault(ManifestLabels.PartOf) == app
        && live.Labels.GetValueOrDefault(ManifestLabels.ManagedBy) == ManifestLabels.Slipway;

    /// <summary>Whether somebody else has labelled a live object as their own.</summary>
    public static bool IsAdopted(KubeObject live, string app) =>
        live.Labels.GetValueOrDefault(ManifestLabels.PartOf, app) != app
        || live.Labels.GetValueOrDefault(ManifestLabels.ManagedBy, ManifestLabels.Slipway)
            != ManifestLabels.Slipway;
}
