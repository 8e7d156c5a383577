using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>Whether an object is ready.</summary>
/// <param name="State">Its state.</param>
/// <param name="Reason">What it waits for, or why it failed; empty when it is ready.</param>
public sealed record Readiness(ReadinessState State, string Reason)
{
    private static readonly Readiness s_done = new(ReadinessState.Ready, "");

    /// <summary>The status describes an older generation, or there is none yet.</summary>
    internal static Readiness Unobserved { get; } =
        new(ReadinessState.Waiting, "its controller has not observed the change yet");

    /// <summary>
    /// Judges an object by what its controller wrote into its status. A status that describes an older
    /// generation
    /// counts for nothing. Kinds without a controller are ready as soon as they exist.
    /// </summary>
    public static Readiness Of(KubeObject obj)
    {
        if (obj.Text("metadata", "deletionTimestamp") is not null && !IsDoneJob(obj))
            return Waiting("it is being deleted");
        if (!Conditions.IsObserved(obj))
            return Unobserved;
        return obj.GroupKind switch
        {
            ("apps", "Deployment" or "StatefulSet" or "DaemonSet") or ("batch", "Job") =>
                WorkloadReadiness.Of(obj),
            ("", "Pod") => OfPod(obj),
            ("", "PersistentVolumeClaim") => obj.Text("status", "phase") switch
            {
                "Bound" => s_done,
                "Lost" => Failed("its volume is lost"),
                _ => Waiting("it is not bound to a volume"),
            },
            ("", "Service") when obj.Text("spec", "type") == "LoadBalancer" => Has(
                obj,
                "status",
                "loadBalancer",
                "ingress"
            )
                ? s_done
                : Waiting("its load balancer has no address"),
            ("", "Namespace") => obj.Text("status", "phase") == "Terminating"
                ? Failed("it is being deleted")
                : s_done,
            ("apiextensions.k8s.io", "CustomResourceDefinition") => OfDefinition(obj),
            _ => OfConditions(obj),
        };
    }

    /// <summary>Whether it is a Job whose pods have succeeded, which nothing takes back.</summary>
    internal static bool IsDoneJob(KubeObject obj) =>
        obj.GroupKind is ("batch", "Job") && WorkloadReadiness.Of(obj).State == ReadinessState.Ready;

    internal static Readiness Ready() => s_done;

    internal static Readiness Waiting(string reason) => new(ReadinessState.Waiting, reason);

    internal static Readiness Failed(string reason) => new(ReadinessState.Failed, reason);

    private static Readiness OfPod(KubeObject pod) =>
        pod.Text("status", "phase") switch
        {
            "Succeeded" => s_done,
            "Failed" => Failed(
                pod.Text("status", "message") ?? pod.Text("status", "reason") ?? "it exited with an error"
            ),
            _ when Conditions.Find(pod, "Ready") is { IsTrue: true } => s_done,
            _ when Conditions.Find(pod, "PodScheduled") is { IsFalse: true } unscheduled => Waiting(
                unscheduled.Words
            ),
            _ => Waiting(
                Conditions.Find(pod, "Ready") is { IsFalse: true } unready
                    ? unready.Words
                    : "it has not started"
            ),
        };

    private static Readiness OfDefinition(KubeObject definition)
    {
        if (Conditions.Find(definition, "NamesAccepted") is { IsFalse: true } refused)
            return Failed(refused.Words);
        return Conditions.Find(definition, "Established") is { IsTrue: true }
            ? s_done
            : Waiting("the API server does not serve it yet");
    }

    // The conventions of kstatus and of most operators: Stalled is final, Ready and Available are the
    // summary.
    private static Readiness OfConditions(KubeObject obj)
    {
        if (Conditions.Find(obj, "Stalled") is { IsTrue: true } stalled)
            return Failed(stalled.Words);
        if ((Conditions.Find(obj, "Ready") ?? Conditions.Find(obj, "Available")) is { IsTrue: false } unready)
            return Waiting(unready.Words);
        return s_done;
    }

    private static bool Has(KubeObject obj, params string[] path) =>
        obj.At(path) is { ValueKind: System.Text.Json.JsonValueKind.Array } list && list.GetArrayLength() > 0;
}

/// <summary>The state of an object.</summary>
public enum ReadinessState
{
    /// <summary>It is ready.</summary>
    Ready,

    /// <summary>It is in progress.</summary>
    Waiting,

    /// <summary>It will not become ready by itself.</summary>
    Failed,
}
