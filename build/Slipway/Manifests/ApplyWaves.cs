using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Orders objects so that what others need comes before them.</summary>
public static class ApplyWaves
{
    private static readonly (string Name, string[] Kinds)[] s_order =
    [
        ("namespaces", ["Namespace"]),
        (
            "definitions",
            [
                "CustomResourceDefinition",
                "PriorityClass",
                "StorageClass",
                "RuntimeClass",
                "IngressClass",
                "GatewayClass",
            ]
        ),
        (
            "accounts and quotas",
            ["ServiceAccount", "Role", "ClusterRole", "ResourceQuota", "LimitRange", "PersistentVolume"]
        ),
        (
            "configuration",
            [
                "RoleBinding",
                "ClusterRoleBinding",
                "ConfigMap",
                "Secret",
                "PersistentVolumeClaim",
                "NetworkPolicy",
            ]
        ),
        ("services", ["Service", "Endpoints", "EndpointSlice"]),
        ("custom objects", []),
        (
            "workloads",
            [
                "Deployment",
                "StatefulSet",
                "DaemonSet",
                "ReplicaSet",
                "ReplicationController",
                "Pod",
                "Job",
                "CronJob",
            ]
        ),
        (
            "scaling and traffic",
            [
                "HorizontalPodAutoscaler",
                "PodDisruptionBudget",
                "Gateway",
                "HTTPRoute",
                "GRPCRoute",
                "TLSRoute",
                "TCPRoute",
                "Ingress",
            ]
        ),
        (
            "admission and API extensions",
            [
                "APIService",
                "MutatingWebhookConfiguration",
                "ValidatingWebhookConfiguration",
                "ValidatingAdmissionPolicy",
                "ValidatingAdmissionPolicyBinding",
            ]
        ),
    ];

    // What no list names is a custom object: its controller may make what workloads need, a certificate for
    // example.
    private static readonly int s_custom = Array.FindIndex(s_order, o => o.Kinds.Length == 0);

    private static readonly Dictionary<string, int> s_rank = s_order
        .SelectMany((wave, rank) => wave.Kinds.Select(kind => (kind, rank)))
        .ToDictionary(p => p.kind, p => p.rank);

    /// <summary>
    /// The waves in which to apply, without empty ones. Objects of one wave do not need each other.
    /// </summary>
    public static IReadOnlyList<ApplyWave> Of(IReadOnlyList<KubeObject> objects) =>
        [
            .. objects
                .GroupBy(o => s_rank.GetValueOrDefault(o.Kind, s_custom))
                .OrderBy(g => g.Key)
                .Select(g => new ApplyWave(s_order[g.Key].Name, [.. g])),
        ];

    /// <summary>The waves in which to delete: in reverse order.</summary>
    public static IReadOnlyList<ApplyWave> ForDeletion(IReadOnlyList<KubeObject> objects) =>
        [.. Of(objects).Reverse()];
}

/// <summary>Objects that may be applied at the same time.</summary>
/// <param name="Name">What they are, for people.</param>
/// <param name="Objects">The objects.</param>
public sealed record ApplyWave(string Name, IReadOnlyList<KubeObject> Objects);
