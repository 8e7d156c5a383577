using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Orders objects so that what others need comes before them.</summary>
public static class ApplyWaves
{
    private static readonly (string Name, GroupKind[] Kinds)[] s_order =
    [
        ("namespaces", [new("", "Namespace")]),
        (
            "definitions",
            [
                new("apiextensions.k8s.io", "CustomResourceDefinition"),
                new("scheduling.k8s.io", "PriorityClass"),
                new("storage.k8s.io", "StorageClass"),
                new("node.k8s.io", "RuntimeClass"),
                new("networking.k8s.io", "IngressClass"),
                new("gateway.networking.k8s.io", "GatewayClass"),
            ]
        ),
        (
            "accounts and quotas",
            [
                .. In("", "ServiceAccount", "ResourceQuota", "LimitRange", "PersistentVolume"),
                .. In("rbac.authorization.k8s.io", "Role", "ClusterRole"),
            ]
        ),
        (
            "configuration",
            [
                .. In("rbac.authorization.k8s.io", "RoleBinding", "ClusterRoleBinding"),
                .. In("", "ConfigMap", "Secret", "PersistentVolumeClaim"),
                new("networking.k8s.io", "NetworkPolicy"),
            ]
        ),
        ("services", [.. In("", "Service", "Endpoints"), new("discovery.k8s.io", "EndpointSlice")]),
        ("custom objects", []),
        (
            "workloads",
            [
                .. In("apps", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"),
                .. In("", "ReplicationController", "Pod"),
                .. In("batch", "Job", "CronJob"),
            ]
        ),
        (
            "scaling and traffic",
            [
                new("autoscaling", "HorizontalPodAutoscaler"),
                new("policy", "PodDisruptionBudget"),
                .. In(
                    "gateway.networking.k8s.io",
                    "Gateway",
                    "HTTPRoute",
                    "GRPCRoute",
                    "TLSRoute",
                    "TCPRoute",
                    "UDPRoute"
                ),
                new("networking.k8s.io", "Ingress"),
            ]
        ),
        (
            "admission and API extensions",
            [
                new("apiregistration.k8s.io", "APIService"),
                .. In(
                    "admissionregistration.k8s.io",
                    "MutatingWebhookConfiguration",
                    "ValidatingWebhookConfiguration",
                    "ValidatingAdmissionPolicy",
                    "ValidatingAdmissionPolicyBinding"
                ),
            ]
        ),
    ];

    // What no list names is a custom object: its controller may make what workloads need, a certificate for
    // example.
    private static readonly int s_custom = Array.FindIndex(s_order, o => o.Kinds.Length == 0);

    private static readonly Dictionary<GroupKind, int> s_rank = s_order
        .SelectMany((wave, rank) => wave.Kinds.Select(kind => (kind, rank)))
        .ToDictionary(p => p.kind, p => p.rank);

    /// <summary>
    /// The waves in which to apply, without empty ones. Objects of one wave do not need each other.
    /// </summary>
    public static IReadOnlyList<ApplyWave> Of(IReadOnlyList<KubeObject> objects) =>
        [
            .. objects
                .GroupBy(o => s_rank.GetValueOrDefault(o.GroupKind, s_custom))
                .OrderBy(g => g.Key)
                .Select(g => new ApplyWave(s_order[g.Key].Name, [.. g])),
        ];

    /// <summary>The waves in which to delete: in reverse order.</summary>
    public static IReadOnlyList<ApplyWave> ForDeletion(IReadOnlyList<KubeObject> objects) =>
        [.. Of(objects).Reverse()];

    private static IEnumerable<GroupKind> In(string group, params string[] kinds) =>
        kinds.Select(kind => new GroupKind(group, kind));
}

/// <summary>Objects that may be applied at the same time.</summary>
/// <param name="Name">What they are, for people.</param>
/// <param name="Objects">The objects.</param>
public sealed record ApplyWave(string Name, IReadOnlyList<KubeObject> Objects);
