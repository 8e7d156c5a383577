using LocalCluster.Api;

namespace LocalCluster.Controllers;

/// <summary>The kinds that the controllers read and write.</summary>
internal static class Kinds
{
    public static ResourceKind Namespaces { get; } = new("", "v1", "Namespace", "namespaces", false);

    public static ResourceKind Nodes { get; } = new("", "v1", "Node", "nodes", false);

    public static ResourceKind Pods { get; } = new("", "v1", "Pod", "pods", true);

    public static ResourceKind Services { get; } = new("", "v1", "Service", "services", true);

    public static ResourceKind Endpoints { get; } = new("", "v1", "Endpoints", "endpoints", true);

    public static ResourceKind ConfigMaps { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    public static ResourceKind Secrets { get; } = new("", "v1", "Secret", "secrets", true);

    public static ResourceKind ServiceAccounts { get; } = new("", "v1", "ServiceAccount", "serviceaccounts", true);

    public static ResourceKind Claims { get; } =
        new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);

    public static ResourceKind Events { get; } = new("", "v1", "Event", "events", true);

    public static ResourceKind Deployments { get; } = new("apps", "v1", "Deployment", "deployments", true);

    public static ResourceKind ReplicaSets { get; } = new("apps", "v1", "ReplicaSet", "replicasets", true);

    public static ResourceKind StatefulSets { get; } = new("apps", "v1", "StatefulSet", "statefulsets", true);

    public static ResourceKind DaemonSets { get; } = new("apps", "v1", "DaemonSet", "daemonsets", true);

    public static ResourceKind Jobs { get; } = new("batch", "v1", "Job", "jobs", true);

    public static ResourceKind CronJobs { get; } = new("batch", "v1", "CronJob", "cronjobs", true);

    public static ResourceKind Autoscalers { get; } =
        new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);

    public static ResourceKind DisruptionBudgets { get; } =
        new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true);

    public static ResourceKind EndpointSlices { get; } =
        new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);

    public static ResourceKind Leases { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true);
}
