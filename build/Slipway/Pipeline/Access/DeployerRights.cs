using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Pipeline.Access;

/// <summary>
/// The rights of whoever runs all commands in an environment: what their preflights ask for, and what they do without at a
/// loss. Pure.
/// </summary>
public static class DeployerRights
{
    /// <summary>What can be told of the kinds of these objects without a cluster.</summary>
    /// <param name="objects">The manifests.</param>
    public static IReadOnlyList<ResourceKind> KindsOf(IReadOnlyList<KubeObject> objects)
    {
        var isClusterScoped = ClusterScope.Of(objects);
        return
        [
            .. objects
                .DistinctBy(obj => (obj.ApiVersion, obj.Kind))
                .Select(obj => BuiltInKinds.Find(obj.GroupKind, obj.ApiVersion, !isClusterScoped(obj)))
                .OfType<ResourceKind>(),
        ];
    }

    /// <summary>All actions, each once.</summary>
    /// <param name="needs">What commands need.</param>
    /// <param name="objects">The manifests.</param>
    public static IReadOnlyList<AccessReview> Of(AccessNeeds needs, IReadOnlyList<KubeObject> objects) =>
        [
            .. needs
                .Records()
                .Concat(needs.Apply(objects))
                .Concat(needs.Canary(objects))
                .Concat(needs.RemoveCanary())
                .Concat(needs.Delete(objects.Where(IsPruned).Select(ObjectKey.Of)))
                .Concat(needs.Destroy(objects))
                .Concat(needs.Diagnosis(objects))
                // Of several that would do, the list also shows what no record explains.
                .SelectMany(need => need.AnyOf)
                .Distinct(),
        ];

    private static bool IsPruned(KubeObject obj) => Changes.Pruning.WhyKept(obj) is null;
}
