using System.Text.RegularExpressions;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>Judges one workload by what the watches have reported.</summary>
internal static partial class RolloutJudge
{
    /// <param name="Workload">The workload.</param>
    /// <param name="Readiness">Whether it is rolled out.</param>
    /// <param name="Counts">Its pods; null until its controller has seen the change.</param>
    /// <param name="Faults">What is wrong, the worst first.</param>
    public sealed record Verdict(
        ObjectKey Workload,
        Readiness Readiness,
        PodCounts? Counts,
        IReadOnlyList<(KubeObject? Pod, PodFault Fault)> Faults
    )
    {
        /// <summary>What it waits for, with what keeps its pods from being ready.</summary>
        public string WaitsFor =>
            Readiness.State == ReadinessState.Ready ? ""
            : Faults.Count == 0 ? Readiness.Reason
            : IsSaidBy(Faults[0].Fault) ? $"{Where(Faults[0].Pod)}{Faults[0].Fault.Words}"
            : $"{Readiness.Reason} ({Where(Faults[0].Pod)}{Faults[0].Fault.Words})";

        /// <summary>
        /// The one thing to know while it is waited for: what is wrong, or else what has to happen; empty when it
        /// is done. Probes that do not pass yet are what starting looks like.
        /// </summary>
        public string Cause =>
            Readiness.State == ReadinessState.Ready ? ""
            : OnlyProbesFail ? Readiness.Reason
            : Faults[0].Fault.Words;

        /// <summary>Whether the only faults are probes that do not pass (yet).</summary>
        public bool OnlyProbesFail => Faults.All(f => f.Fault.Reason == PodFault.ProbeFails);

        // Controllers copy messages from one status to the next.
        private bool IsSaidBy(PodFault fault) => Repeats(fault.Message, Readiness.Reason);

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
        if (workload.Number("metadata", "generation") < applied.Number("metadata", "generation"))
            return new Verdict(key, Readiness.Unobserved, null, []);
        var readiness = Readiness.Of(workload);
        // What a status says that is older than the change is news of yesterday, counts above all.
        var counts =
            readiness == Readiness.Unobserved
                ? null
                : PodCounts.Of(workload, picture, readiness.State == ReadinessState.Ready);
        if (readiness.State == ReadinessState.Ready)
            return new Verdict(key, readiness, counts, []);
        var faults = Faults(workload, picture, oldNewsCount).ToList();
        if (readiness.State == ReadinessState.Failed)
            faults.Insert(0, Explained(workload, readiness, faults));
        var worstFirst = faults.OrderByDescending(f => f.Fault.IsFatal).ThenByDescending(f => f.Fault.Grade);
        return new Verdict(key, readiness, counts, [.. worstFirst]);
    }

    private static Verdict Unseen(ObjectKey key, bool wasDeleted) =>
        wasDeleted
            ? new Verdict(
                key,
                Readiness.Failed("it was deleted"),
                null,
                [(null, Final("Deleted", "someone deleted it", "Deploy again."))]
            )
            : new Verdict(key, Readiness.Waiting("it has not appeared in the cluster yet"), null, []);

    private static IEnumerable<(KubeObject? Pod, PodFault Fault)> Faults(
        KubeObject workload,
        RolloutState picture,
        bool oldNewsCount
    )
    {
        var maker = NewRevision.Maker(workload, picture);
        if (RefusedPods(maker ?? workload, picture, oldNewsCount, onlyNews: maker is null) is { } refused)
            yield return (null, refused);
        foreach (var pod in NewRevision.Pods(workload, picture))
        {
            var history = picture.History(pod);
            if (FaultOf(pod, history, workload, picture) is { } fault)
                yield return (
                    pod,
                    history.HasNews || oldNewsCount ? fault : fault with { Grade = FaultGrade.MayHeal }
                );
        }
        // What controllers report about the workload itself.
        foreach (var owner in (KubeObject?[])[workload, maker == workload ? null : maker])
        {
            foreach (var warning in owner is null ? [] : picture.History(owner).News)
                yield return (null, Admitted(WarningFault.Of(warning), owner!));
        }
    }

    private static PodFault? FaultOf(
        KubeObject pod,
        PodHistory history,
        KubeObject workload,
        RolloutState picture
    )
    {
        var own = PodFailure.Of(pod, history, workload.GroupKind is ("batch", "Job"));
        if (Conditions.IsReady(pod) || pod.Text("status", "phase") is "Succeeded" or "Failed")
            return own;
        // Where the pod is merely not scheduled, or nothing is known of it, what it needs explains it.
        var around = picture
            .Around(pod)
            .OrderByDescending(f => f.IsFatal)
            .ThenByDescending(f => f.Grade)
            .FirstOrDefault();
        return own is null || (own.Grade == FaultGrade.MayHeal && IsScheduling(own)) ? around ?? own : own;
    }

    private static bool IsScheduling(PodFault fault) =>
        fault.Reason is "Unschedulable" or "SchedulerError" or "FailedScheduling";

    private static PodFault? RefusedPods(
        KubeObject maker,
        RolloutState picture,
        bool oldNewsCount,
        bool onlyNews
    )
    {
        if (!onlyNews && Conditions.Find(maker, "ReplicaFailure") is { IsTrue: true } failure)
            return Admitted(Refused(failure.Words), maker);
        if (picture.RefusedPods(maker, onlyNews) is not { } last)
            return null;
        var fault = Admitted(Refused(last.Message), maker);
        return oldNewsCount || picture.RefusedPods(maker, onlyNews: true) is not null
            ? fault
            : fault with
            {
                Grade = FaultGrade.MayHeal,
            };
    }

    private static PodFault Refused(string message) =>
        new(FaultGrade.MayHeal, 1, null, "FailedCreate", message, "");

    // What the API server refuses to a controller it will refuse again.
    private static PodFault Admitted(PodFault fault, KubeObject owner) =>
        AdmissionErrors.IsRefusal(fault.Message)
            ? fault with
            {
                Grade = FaultGrade.Fatal,
                Hint = AdmissionErrors.Hint(fault.Message),
            }
            : fault with
            {
                Hint = $"Run 'kubectl describe {owner.Display}' for all that is known about it.",
            };

    private static bool Repeats(string message, string reason) =>
        message.Length > 0
        && reason.Length > 0
        && (Anyone(message), Anyone(reason)) is var (one, other)
        && (one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal));

    // Each attempt is about another pod, whose name says nothing.
    private static string Anyone(string refusal) => PodName().Replace(refusal, "pods \"\"");

    [GeneratedRegex("pods \"[^\"]*\"")]
    private static partial Regex PodName();

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
                    Message = Repeats(worst.Fault.Message, readiness.Reason)
                        ? worst.Fault.Message
                        : $"{worst.Fault.Message} ({readiness.Reason})",
                }
            );
    }

    private static PodFault Final(string reason, string message, string hint) =>
        new(FaultGrade.Fatal, 1, null, reason, message, hint);
}
