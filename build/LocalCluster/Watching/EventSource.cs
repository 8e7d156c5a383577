namespace LocalCluster.Watching;

/// <summary>
/// Which component writes an Event. The scheduler reports through events.k8s.io, the others through core/v1.
/// </summary>
internal sealed record EventSource(string Component, string? Host = null, string? Action = null)
{
    public static EventSource Deployment { get; } = new("deployment-controller");

    public static EventSource ReplicaSet { get; } = new("replicaset-controller");

    public static EventSource StatefulSet { get; } = new("statefulset-controller");

    public static EventSource DaemonSet { get; } = new("daemonset-controller");

    public static EventSource Job { get; } = new("job-controller");

    public static EventSource CronJob { get; } = new("cronjob-controller");

    public static EventSource Autoscaler { get; } = new("horizontal-pod-autoscaler");

    public static EventSource Volumes { get; } = new("persistentvolume-controller");

    public static EventSource Binding { get; } = new("default-scheduler", Action: "Binding");

    public static EventSource Scheduling { get; } = new("default-scheduler", Action: "Scheduling");

    public static EventSource Services { get; } = new("service-proxy");

    public static EventSource Gateways { get; } = new("local-gateway");

    public static EventSource Kubelet(string node) => new("kubelet", node);
}
