using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>The kinds that every cluster serves, as far as they can be told without one. Pure.</summary>
public static class BuiltInKinds
{
    private static readonly HashSet<string> s_groups =
    [
        "",
        "admissionregistration.k8s.io",
        "apiextensions.k8s.io",
        "apiregistration.k8s.io",
        "apps",
        "autoscaling",
        "batch",
        "coordination.k8s.io",
        "discovery.k8s.io",
        "events.k8s.io",
        "networking.k8s.io",
        "node.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
    ];

    /// <summary>A kind of one of Kubernetes' own groups; null for any other.</summary>
    /// <param name="kind">Group and kind.</param>
    /// <param name="apiVersion">Group and version.</param>
    /// <param name="namespaced">Whether its objects live in namespaces.</param>
    public static ResourceKind? Find(GroupKind kind, string apiVersion, bool namespaced) =>
        s_groups.Contains(kind.Group)
            ? new ResourceKind(
                kind.Group,
                apiVersion[(apiVersion.IndexOf('/') + 1)..],
                kind.Kind,
                KindNames.Plural(kind.Kind).ToLowerInvariant(),
                namespaced,
                []
            )
            : null;
}
