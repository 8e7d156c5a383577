using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Which kinds are cluster-scoped, as far as that is known without a cluster.</summary>
internal static class ClusterScope
{
    private static readonly HashSet<(string Group, string Kind)> s_known =
    [
        ("", "Namespace"),
        ("", "Node"),
        ("", "PersistentVolume"),
        ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
        ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
        ("apiextensions.k8s.io", "CustomResourceDefinition"),
        ("apiregistration.k8s.io", "APIService"),
        ("flowcontrol.apiserver.k8s.io", "FlowSchema"),
        ("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"),
        ("gateway.networking.k8s.io", "GatewayClass"),
        ("networking.k8s.io", "IngressClass"),
        ("node.k8s.io", "RuntimeClass"),
        ("rbac.authorization.k8s.io", "ClusterRole"),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
        ("scheduling.k8s.io", "PriorityClass"),
        ("storage.k8s.io", "CSIDriver"),
        ("storage.k8s.io", "CSINode"),
        ("storage.k8s.io", "StorageClass"),
        ("storage.k8s.io", "VolumeAttachment"),
    ];

    /// <summary>
    /// Whether an object is cluster-scoped; CRDs among the objects are considered.
    /// </summary>
    public static Func<KubeObject, bool> Of(IReadOnlyList<KubeObject> objects)
    {
        var defined = objects
            .Where(o => o.Kind == "CustomResourceDefinition" && o.Text("spec", "scope") == "Cluster")
            .Select(o => (o.Text("spec", "group") ?? "", o.Text("spec", "names", "kind") ?? ""))
            .ToHashSet();
        return obj => s_known.Contains((Group(obj), obj.Kind)) || defined.Contains((Group(obj), obj.Kind));
    }

    private static string Group(KubeObject obj) =>
        obj.ApiVersion.Contains('/') ? obj.ApiVersion[..obj.ApiVersion.IndexOf('/')] : "";
}
