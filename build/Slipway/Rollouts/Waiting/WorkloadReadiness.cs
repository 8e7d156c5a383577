using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Readiness of the kinds that run pods. The caller has checked that the status describes this generation.
/// </summary>
internal static class WorkloadReadiness
{
    public static Readiness Of(KubeObject obj) =>
        obj.GroupKind switch
        {
            ("apps", "Deployment") => OfDeployment(obj),
            ("apps", "StatefulSet") => OfStatefulSet(obj),
            ("apps", "DaemonSet") => OfDaemonSet(obj),
            _ => OfJob(obj),
        };

    /// <summary>How many pods of a workload serve, and how many should.</summary>
    public static (long Ready, long Desired) Count(KubeObject obj) =>
        obj.GroupKind switch
        {
            ("apps", "Deployment") => (
                Math.Min(Status(obj, "availableReplicas"), Status(obj, "updatedReplicas")),
                Replicas(obj)
            ),
            ("apps", "StatefulSet") => (
                IsChanging(obj)
                    ? Math.Min(Status(obj, "readyReplicas"), Status(obj, "updatedReplicas"))
                    : Status(obj, "readyReplicas"),
                Replicas(obj)
            ),
            ("apps", "DaemonSet") => (
                Math.Min(Status(obj, "numberAvailable"), Status(obj, "updatedNumberScheduled")),
                Status(obj, "desiredNumberScheduled")
            ),
            _ => (Status(obj, "succeeded"), obj.Number("spec", "completions") ?? 1),
        };

    private static Readiness OfDeployment(KubeObject obj)
    {
        if (Conditions.Find(obj, "Progressing") is { IsFalse: true, Reason: "ProgressDeadlineExceeded" } late)
            return Readiness.Failed(late.Words);
        if (Conditions.Find(obj, "ReplicaFailure") is { IsTrue: true } refused)
            return AdmissionErrors.IsRefusal(refused.Words)
                ? Readiness.Failed(refused.Words)
                : Readiness.Waiting(refused.Words);
        if (obj.At("spec", "paused") is { ValueKind: System.Text.Json.JsonValueKind.True })
            return Readiness.Waiting("its rollout is paused");
        var (desired, updated) = (Replicas(obj), Status(obj, "updatedReplicas"));
        if (updated < desired)
            return Readiness.Waiting($"{updated} of {desired} pods are updated");
        if (Status(obj, "replicas") > updated)
            return Readiness.Waiting(
                Status(obj, "replicas") - updated is 1
                    ? "1 old pod is still terminating"
                    : $"{Status(obj, "replicas") - updated} old pods are still terminating"
            );
        var available = Status(obj, "availableReplicas");
        return available < updated
            ? Readiness.Waiting($"{available} of {desired} pods are available")
            : Readiness.Ready();
    }

    private static Readiness OfStatefulSet(KubeObject obj)
    {
        var (desired, updated, ready) = (
            Replicas(obj),
            Status(obj, "updatedReplicas"),
            Status(obj, "readyReplicas")
        );
        var partition = obj.Number("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
        var due = Math.Max(0, desired - partition);
        if (obj.Text("spec", "updateStrategy", "type") != "OnDelete" && updated < due && IsChanging(obj))
            return Readiness.Waiting($"{updated} of {due} pods are updated");
        return ready < desired
            ? Readiness.Waiting($"{ready} of {desired} pods are ready")
            : Readiness.Ready();
    }

    // Once all pods are of one revision, some versions of the controller no longer count updated pods.
    private static bool IsChanging(KubeObject obj) =>
        obj.Text("status", "updateRevision") is not { } update
        || update != obj.Text("status", "currentRevision")
        || Status(obj, "currentReplicas") < Replicas(obj);

    private static Readiness OfDaemonSet(KubeObject obj)
    {
        var (desired, updated) = (
            Status(obj, "desiredNumberScheduled"),
            Status(obj, "updatedNumberScheduled")
        );
        if (obj.Text("spec", "updateStrategy", "type") != "OnDelete" && updated < desired)
            return Readiness.Waiting($"{updated} of {desired} pods are updated");
        var available = Status(obj, "numberAvailable");
        return available < desired
            ? Readiness.Waiting($"{available} of {desired} pods are available")
            : Readiness.Ready();
    }

    private static Readiness OfJob(KubeObject obj)
    {
        foreach (var type in (ReadOnlySpan<string>)["Failed", "FailureTarget"])
        {
            if (Conditions.Find(obj, type) is { IsTrue: true } failed)
                return Readiness.Failed(failed.Words);
        }
        if (Conditions.Find(obj, "Complete") is { IsTrue: true })
            return Readiness.Ready();
        if (Conditions.Find(obj, "Suspended") is { IsTrue: true })
            return Readiness.Waiting("it is suspended");
        return Readiness.Waiting(
            $"{Status(obj, "succeeded")} of {obj.Number("spec", "completions") ?? 1} pods have succeeded"
        );
    }

    private static long Replicas(KubeObject obj) => obj.Number("spec", "replicas") ?? 1;

    private static long Status(KubeObject obj, string field) => obj.Number("status", field) ?? 0;
}
