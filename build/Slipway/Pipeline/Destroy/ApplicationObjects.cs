using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline.Destroy;

/// <summary>What an application has in a cluster, as far as it is Slipway's to delete.</summary>
/// <param name="Removed">What is deleted with the application.</param>
/// <param name="Volumes">Its volume claims, also those that StatefulSets made for their pods.</param>
/// <param name="Kept">What stays for another reason.</param>
internal sealed record ApplicationObjects(
    IReadOnlyList<KubeObject> Removed,
    IReadOnlyList<KubeObject> Volumes,
    IReadOnlyList<KeptObject> Kept
)
{
    private const string Claim = "PersistentVolumeClaim";

    /// <summary>Sorts what was found.</summary>
    /// <param name="ours">The objects that carry the application's labels, each once.</param>
    /// <param name="claims">All volume claims of its namespaces.</param>
    public static ApplicationObjects Of(IReadOnlyList<KubeObject> ours, IReadOnlyList<KubeObject> claims)
    {
        var sets = ours.Where(VolumeClaims.Any).ToList();
        var volumes = ours.Where(IsClaim)
            .Concat(claims.Where(c => sets.Any(s => VolumeClaims.Belongs(s, c.Namespace, c.Name))))
            .DistinctBy(ObjectKey.Of)
            .ToLookup(IsProtected);
        var others = ours.Where(o => !IsClaim(o)).ToLookup(o => Pruning.WhyKept(o) is not null);
        return new ApplicationObjects(
            [.. others[false]],
            [.. volumes[false].OrderBy(c => c.Name, StringComparer.Ordinal)],
            [
                .. others[true]
                    .Concat(volumes[true])
                    .Select(o => new KeptObject(ObjectKey.Of(o), Pruning.WhyKept(o)!)),
            ]
        );
    }

    private static bool IsClaim(KubeObject obj) => obj is { ApiVersion: "v1", Kind: Claim };

    // Even those who want to delete the data did not mean what asks to be kept.
    private static bool IsProtected(KubeObject claim) =>
        claim.Annotations.GetValueOrDefault(Pruning.Annotation) == "false";
}
