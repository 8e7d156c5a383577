using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>Judges one workload by what the watches have reported.</summary>
internal static class RolloutJudge
{
    /// <param name="Workload">The workload.</param>
    /// <param name="Readiness">Whether it is rolled out.</param>
    /// <param name="Ready">How many pods serve.</param>
    /// <param name="Desired">How many should.</param>
    /// <param name="Faults">What is wrong, the worst first.</param>
    public sealed record Verdict(
        ObjectKey Workload,
        Readiness Readiness,
        long Ready,
        long Desired,
        IReadOnlyList<(KubeObject? Pod, PodFault Fault)> Faults
    )
    {
        /// <summary>What it waits for, with what keeps its pods from being ready.</summary>
        public string WaitsFor =>
            Readiness.State == ReadinessState.Ready ? ""
            : Faults.Count == 0 ? Readiness.Reason
            : $"{Readiness.Reason} "
                + $"({Where(Faults[0].Pod)}{Faults[0].Fault.Reason}: {Faults[0].Fault.Message})";

        /// <summary>Whether the only faults are probes that do not pass (yet).</summary>
        public bool OnlyProbesFail => Faults.All(f => f.Fault.Reason == PodFault.ProbeFails);

        private static string Where(KubeObject? pod) => pod is null ? "" : $"pod {pod.Name}: ";
    }

    /// <param name="applied">The workload as the API server returned it when it was applied.</param>
    /// <param name="picture">What the watches have reported.</param>
    /// <param name="oldNewsCount">Whether faults from before the watch started count by now.</param>
    public static Verdict Judge(KubeObject applied, RolloutState picture, bool oldNewsCount)
    {
        var key = ObjectKey.Of(applied);
        if (picture.Find(RolloutState.Uid(applied)) is not { } workload)
            return Unseen(key, picture.WasDeleted(RolloutState.Uid(applied)));
        var (ready, desired) = WorkloadReadiness.Count(workload);
        if (workload.Number("metadata", "generation") < applied.Number("metadata", "generation"))
            return new Verdict(
                key,
                Readiness.Waiting("its controller has not observed the change yet"),
                0,
                desired,
                []
            );
        var readiness = Readiness.Of(workload);
        if (readiness.State == ReadinessState.Ready)
            return new Verdict(key, readiness, ready, desired, []);
        var faults = Faults(workload, picture, oldNewsCount).ToList();
        if (readiness.State == ReadinessState.Failed)
            faults.Insert(0, Explained(workload, readiness, faults));
        var worstFirst = faults.OrderByDescending(f => f.Fault.IsFatal).ThenByDescending(f => f.Fault.Grade);
        return new Verdict(key, readiness, ready, desired, [.. worstFirst]);
    }

    private static Verdict Unseen(ObjectKey key, bool wasDeleted) =>
        wasDeleted
            ? new Verdict(
                key,
                Readiness.Failed("it was deleted"),
                0,
                0,
                [(null, Final("Deleted", "someone deleted it", "Deploy again."))]
            )
            : new Verdict(key, Readiness.Waiting("it does not appear in the cluster yet"), 0, 0, []);

    private static IEnumerable<(KubeObject? Pod, PodFault Fault)> Faults(
        KubeObject workload,
        RolloutState picture,
        bool oldNewsCount
    )
    {
        if (NewRevision.Maker(workload, picture) is not { } maker)
            yield break;
        if (RefusedPods(maker, picture) is { } refused)
            yield return (null, refused);
        foreach (var pod in NewRevision.Pods(workload, picture))
        {
            var history = picture.History(pod);
            if (PodFailure.Of(pod, history, workload.GroupKind is ("batch", "Job")) is { } fault)
                yield return (
                    pod,
                    history.HasNews || oldNewsCount ? fault : fault with { Grade = FaultGrade.MayHeal }
                );
        }
    }

    private static PodFault? RefusedPods(KubeObject maker, RolloutState picture)
    {
        var message = Conditions.Find(maker, "ReplicaFailure") is { IsTrue: true } failure
            ? failure.Words
            : picture.RefusedPods(maker)?.Message;
        return message is null
            ? null
            : new PodFault(
                AdmissionErrors.IsRefusal(message) ? FaultGrade.Fatal : FaultGrade.MayHeal,
                1,
                null,
                "FailedCreate",
                message,
                AdmissionErrors.Hint(message)
            );
    }

    // The controller gave up; what is wrong with its pods says more than that.
    private static (KubeObject? Pod, PodFault Fault) Explained(
        KubeObject workload,
        Readiness readiness,
        IReadOnlyList<(KubeObject? Pod, PodFault Fault)> faults
    )
    {
        var worst = faults.OrderByDescending(f => f.Fault.Grade).FirstOrDefault();
        return worst.Fault is null
            ? (null, Final("Failed", readiness.Reason, $"Run 'kubectl describe {workload.Display}'."))
            : (
                worst.Pod,
                worst.Fault with
                {
                    Grade = FaultGrade.Fatal,
                    Message = $"{worst.Fault.Message} ({readiness.Reason})",
                }
            );
    }

    private static PodFault Final(string reason, string message, string hint) =>
        new(FaultGrade.Fatal, 1, null, reason, message, hint);
}
