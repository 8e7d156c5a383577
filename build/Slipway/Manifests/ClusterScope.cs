using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Which kinds are cluster-scoped, as far as that is known without a cluster.</summary>
internal static class ClusterScope
{
    private static readonly HashSet<GroupKind> s_known =
    [
        new("", "Namespace"),
        new("", "Node"),
        new("", "PersistentVolume"),
        new("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
        new("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
        new("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
        new("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
        new("apiextensions.k8s.io", "CustomResourceDefinition"),
        new("apiregistration.k8s.io", "APIService"),
        new("flowcontrol.apiserver.k8s.io", "FlowSchema"),
        new("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"),
        new("gateway.networking.k8s.io", "GatewayClass"),
        new("networking.k8s.io", "IngressClass"),
        new("node.k8s.io", "RuntimeClass"),
        new("rbac.authorization.k8s.io", "ClusterRole"),
        new("rbac.authorization.k8s.io", "ClusterRoleBinding"),
        new("scheduling.k8s.io", "PriorityClass"),
        new("storage.k8s.io", "CSIDriver"),
        new("storage.k8s.io", "CSINode"),
        new("storage.k8s.io", "StorageClass"),
        new("storage.k8s.io", "VolumeAttachment"),
    ];

    /// <summary>
    /// Whether an object is cluster-scoped; CRDs among the objects are considered.
    /// </summary>
    public static Func<KubeObject, bool> Of(IReadOnlyList<KubeObject> objects)
    {
        var defined = objects
            .Where(o =>
                o.GroupKind is ("apiextensions.k8s.io", "CustomResourceDefinition")
                && o.Text("spec", "scope") == "Cluster"
            )
            .Select(o => new GroupKind(o.Text("spec", "group") ?? "", o.Text("spec", "names", "kind") ?? ""))
            .ToHashSet();
        return obj => s_known.Contains(obj.GroupKind) || defined.Contains(obj.GroupKind);
    }
}
