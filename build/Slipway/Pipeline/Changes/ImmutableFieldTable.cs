using Slipway.Kubernetes.Objects;
using static Slipway.Pipeline.Changes.ReplacementWay;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// What Kubernetes does not let change, by group, kind and field, and what Slipway does about it. The plan, its
/// refusals and Rollback read this table alike; docs/immutable-fields.md shows it.
/// </summary>
internal static class ImmutableFieldTable
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string Storage = "storage.k8s.io";

    private const string NewName =
        "It is safer to give it a new name and refer to that, as kustomize's generators do";

    private const string PodsStay = "its pods and volumes stay as they are";

    /// <summary>All rules; of those that cover a field, the first one counts.</summary>
    public static IReadOnlyList<ImmutableField> Rules { get; } =
    [
        new(
            "apps",
            "Deployment",
            "spec.selector",
            Beside,
            OnRequest: false,
            "new pods start beside the old ones, which serve until the new ones are ready"
        ),
        new(
            "apps",
            "DaemonSet",
            "spec.selector",
            Adopt,
            OnRequest: false,
            "its pods get the new labels and are then updated node by node"
        ),
        new(
            "apps",
            "StatefulSet",
            "spec.volumeClaimTemplates",
            Adopt,
            OnRequest: true,
            PodsStay
                + "; claims that exist keep their size and class, and are grown one by one with kubectl "
                + "patch pvc",
            "Do not rename it: under another name it starts with empty volumes"
        ),
        new(
            "apps",
            "StatefulSet",
            "spec.serviceName",
            Adopt,
            OnRequest: true,
            PodsStay + "; each gets its new DNS name when it restarts"
        ),
        new(
            "apps",
            "StatefulSet",
            "spec.selector",
            Adopt,
            OnRequest: true,
            PodsStay
                + " and get the new labels; a Service that selects by a label whose value changes misses "
                + "them for an instant",
            "Do not rename it: under another name it starts with empty volumes"
        ),
        new("apps", "StatefulSet", "spec", Adopt, OnRequest: true, PodsStay),
        new("apps", "ReplicaSet", "spec.selector", Recreate, OnRequest: true, "its pods stop and start anew"),
        new("apps", "ControllerRevision", "data", Recreate, OnRequest: true, "it is missing for an instant"),
        new("batch", "Job", "", Recreate, OnRequest: false, "it runs again"),
        new("", "Pod", "", Recreate, OnRequest: true, "it stops and starts anew"),
        new(
            Rbac,
            "RoleBinding",
            "roleRef",
            Recreate,
            OnRequest: false,
            "for an instant its subjects lack the rights that it gives"
        ),
        new(
            Rbac,
            "ClusterRoleBinding",
            "roleRef",
            Recreate,
            OnRequest: false,
            "for an instant its subjects lack the rights that it gives"
        ),
        new(
            "",
            "Service",
            "",
            Recreate,
            OnRequest: true,
            "it gets another cluster IP, and a load balancer another address; until clients have resolved its "
                + "name again their requests fail",
            "Without failed requests: add a second Service under another name, move the clients to it, and "
                + "remove this one in a later release"
        ),
        new(
            "",
            "Secret",
            "",
            Recreate,
            OnRequest: true,
            "pods that start in that instant wait for it, and those that run keep the old content until they "
                + "restart",
            NewName
        ),
        new(
            "",
            "ConfigMap",
            "",
            Recreate,
            OnRequest: true,
            "pods that start in that instant wait for it, and those that run keep the old content until they "
                + "restart",
            NewName
        ),
        new(
            "",
            "PersistentVolumeClaim",
            "spec.resources",
            Never,
            OnRequest: false,
            "its data would be lost",
            "a claim only grows, and only where its StorageClass has 'allowVolumeExpansion: true'; keep the size "
                + "that it has, or copy the data to a new claim"
        ),
        new(
            "",
            "PersistentVolumeClaim",
            "",
            Never,
            OnRequest: false,
            "its data would be lost",
            "add a claim under another name, copy the data, and refer to the new one"
        ),
        new(
            "",
            "PersistentVolume",
            "",
            Never,
            OnRequest: false,
            "the claim that is bound to it would be lost",
            "add a volume under another name, and copy the data"
        ),
        new(
            "apiextensions.k8s.io",
            "CustomResourceDefinition",
            "status.storedVersions",
            Never,
            OnRequest: false,
            "all objects of its kind would be deleted",
            "keep the version, with 'served: false' and 'storage: false'; it can go once every object has been "
                + "written again and its name has been removed from status.storedVersions"
        ),
        new(
            "apiextensions.k8s.io",
            "CustomResourceDefinition",
            "",
            Never,
            OnRequest: false,
            "all objects of its kind would be deleted",
            "define another kind, and move the objects to it"
        ),
        new(
            Storage,
            "StorageClass",
            "",
            Recreate,
            OnRequest: true,
            "volumes that exist stay as they are, and a claim that is made in that instant waits for it",
            "It is safer to add a class under another name, and use it in new claims"
        ),
        new(
            Storage,
            "VolumeAttributesClass",
            "",
            Recreate,
            OnRequest: true,
            "volumes that exist stay as they are",
            "It is safer to add a class under another name, and use it in the claims"
        ),
        new(
            Storage,
            "CSIDriver",
            "",
            Recreate,
            OnRequest: true,
            "a volume that is mounted in that instant may be mounted with the driver's defaults"
        ),
        new(
            "scheduling.k8s.io",
            "PriorityClass",
            "",
            Recreate,
            OnRequest: true,
            "pods that exist keep their priority, and one that is made in that instant is refused",
            "It is safer to add a class under another name, and use it in the pod templates"
        ),
        new(
            "node.k8s.io",
            "RuntimeClass",
            "",
            Recreate,
            OnRequest: true,
            "pods that run stay as they are, and one that is made in that instant is refused",
            "It is safer to add a class under another name, and use it in the pod templates"
        ),
        new(
            "networking.k8s.io",
            "IngressClass",
            "",
            Recreate,
            OnRequest: true,
            "for an instant its Ingresses have no controller, and then another one",
            "It is safer to add a class under another name, and move the Ingresses to it one by one"
        ),
        new(
            "gateway.networking.k8s.io",
            "GatewayClass",
            "",
            Recreate,
            OnRequest: true,
            "for an instant its Gateways have no controller, and then another one",
            "It is safer to add a class under another name, and move the Gateways to it one by one"
        ),
        new(
            "discovery.k8s.io",
            "EndpointSlice",
            "",
            Recreate,
            OnRequest: true,
            "for an instant its Service lacks these endpoints",
            "It is safer to add a slice under another name"
        ),
        new(
            "resource.k8s.io",
            "ResourceClaimTemplate",
            "",
            Recreate,
            OnRequest: true,
            "pods that run keep the devices that they have"
        ),
    ];

    /// <summary>The rule for a field of an object.</summary>
    public static ImmutableField For(ObjectKey obj, string field) =>
        Rules.FirstOrDefault(rule => rule.Covers(obj, field)) ?? Unknown(obj);

    // What deleting it means, only its controller knows: a database may be behind it.
    private static ImmutableField Unknown(ObjectKey obj) =>
        new(
            obj.Group,
            obj.Kind,
            "",
            Never,
            OnRequest: false,
            $"what deleting a {obj.Kind} does is for its controller to say",
            "add an object under another name, and remove this one in a later release; or, if nothing is lost "
                + "by it, delete it by hand and run the same command again"
        );
}
