using LocalCluster.Resources;

namespace LocalCluster.Schema;

/// <summary>The built-in kinds that the cluster's own parts work with.</summary>
public static class Kinds
{
    /// <summary>The group of the Gateway API.</summary>
    internal const string GatewayGroup = "gateway.networking.k8s.io";

    /// <summary>The group of what is measured.</summary>
    internal const string MetricsGroup = "metrics.k8s.io";

    public static ResourceKind Namespace { get; } = new("", "v1", "Namespace", "namespaces", false);

    public static ResourceKind Node { get; } = new("", "v1", "Node", "nodes", false);

    public static ResourceKind Pod { get; } = new("", "v1", "Pod", "pods", true);

    public static ResourceKind Service { get; } = new("", "v1", "Service", "services", true);

    public static ResourceKind Endpoints { get; } = new("", "v1", "Endpoints", "endpoints", true);

    public static ResourceKind ConfigMap { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    public static ResourceKind Secret { get; } = new("", "v1", "Secret", "secrets", true);

    public static ResourceKind ServiceAccount { get; } =
        new("", "v1", "ServiceAccount", "serviceaccounts", true);

    public static ResourceKind PersistentVolumeClaim { get; } =
        new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);

    public static ResourceKind PersistentVolume { get; } =
        new("", "v1", "PersistentVolume", "persistentvolumes", false);

    public static ResourceKind Event { get; } = new("", "v1", "Event", "events", true);

    public static ResourceKind Deployment { get; } = new("apps", "v1", "Deployment", "deployments", true);

    public static ResourceKind ReplicaSet { get; } = new("apps", "v1", "ReplicaSet", "replicasets", true);

    public static ResourceKind StatefulSet { get; } = new("apps", "v1", "StatefulSet", "statefulsets", true);

    public static ResourceKind DaemonSet { get; } = new("apps", "v1", "DaemonSet", "daemonsets", true);

    public static ResourceKind ControllerRevision { get; } =
        new("apps", "v1", "ControllerRevision", "controllerrevisions", true);

    public static ResourceKind Job { get; } = new("batch", "v1", "Job", "jobs", true);

    public static ResourceKind CronJob { get; } = new("batch", "v1", "CronJob", "cronjobs", true);

    public static ResourceKind HorizontalPodAutoscaler { get; } =
        new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);

    public static ResourceKind PodDisruptionBudget { get; } =
        new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true);

    public static ResourceKind Ingress { get; } =
        new("networking.k8s.io", "v1", "Ingress", "ingresses", true);

    public static ResourceKind IngressClass { get; } =
        new("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false);

    public static ResourceKind GatewayClass { get; } =
        new(GatewayGroup, "v1", "GatewayClass", "gatewayclasses", false);

    public static ResourceKind Gateway { get; } = new(GatewayGroup, "v1", "Gateway", "gateways", true);

    public static ResourceKind HttpRoute { get; } = new(GatewayGroup, "v1", "HTTPRoute", "httproutes", true);

    public static ResourceKind ReferenceGrant { get; } =
        new(GatewayGroup, "v1beta1", "ReferenceGrant", "referencegrants", true);

    public static ResourceKind EndpointSlice { get; } =
        new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);

    public static ResourceKind Lease { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true);

    public static ResourceKind ClusterRole { get; } =
        new("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false);

    public static ResourceKind CustomResourceDefinition { get; } =
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
}
