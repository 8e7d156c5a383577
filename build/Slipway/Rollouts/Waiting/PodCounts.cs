using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>How many pods of a workload serve.</summary>
/// <param name="Ready">Those of the newest revision that are available; of a Job, those that succeeded.</param>
/// <param name="Desired">How many there shall be.</param>
/// <param name="OldServing">Those of older revisions that still serve.</param>
public sealed record PodCounts(long Ready, long Desired, long OldServing)
{
    /// <summary>For people: <c>2/3 ready</c>, or <c>0 of 3 new, 3 old still serve</c>.</summary>
    public string Words =>
        OldServing == 0 ? $"{Ready}/{Desired} ready"
        : OldServing == 1 ? $"{Ready} of {Desired} new, 1 old still serves"
        : $"{Ready} of {Desired} new, {OldServing} old still serve";

    /// <summary>
    /// Counts the pods of a workload whose controller has seen its newest revision. The workload's own status
    /// counts available pods of all revisions together, so the pods themselves are asked.
    /// </summary>
    internal static PodCounts Of(KubeObject workload, RolloutState picture, bool isReady)
    {
        var (ready, desired) = WorkloadReadiness.Count(workload);
        var old = NewRevision.OldPods(workload, picture).Count;
        // A Deployment that shrinks is ready before its surplus pods are gone.
        if (isReady || workload.GroupKind is ("batch", "Job") || !NewRevision.IsKnown(workload, picture))
            return new PodCounts(Math.Min(ready, desired), desired, old);
        // Where pods may not be listed, the status is the best there is.
        if (
            workload.GroupKind is not ("apps", "Deployment")
            && !picture.Children(workload, new GroupKind("", "Pod")).Any()
        )
            return new PodCounts(ready, desired, old);
        // Both sources are asked, since the one is behind the other, and neither shall say more than the other.
        var available = workload.GroupKind is ("apps", "Deployment")
            ? Math.Min(
                ready,
                NewRevision.Maker(workload, picture)!.Number("status", "availableReplicas") ?? 0
            )
            : NewRevision.Pods(workload, picture).Count(Conditions.IsReady);
        return new PodCounts(Math.Min(available, desired), desired, old);
    }
}
