using Slipway.Kubernetes.Objects;
using Slipway.Reporting;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Decides what of a rollout's progress is a milestone and what is background, so that a wait is neither
/// silent nor chatty. For one thread.
/// </summary>
internal sealed class RolloutReporter
{
    /// <summary>How often a workload that is waited for is reported.</summary>
    public static TimeSpan Between { get; } = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ObjectKey, Told> _told = [];

    /// <summary>How much the news of a workload matters.</summary>
    /// <param name="verdict">How it stands.</param>
    /// <param name="elapsed">Since the wait began.</param>
    public Severity Of(RolloutJudge.Verdict verdict, TimeSpan elapsed)
    {
        var now = new Told(
            verdict.Counts?.Ready ?? 0,
            verdict.Counts?.Desired ?? 0,
            verdict.Readiness.State == ReadinessState.Ready,
            Fault(verdict),
            elapsed
        );
        if (_told.GetValueOrDefault(verdict.Workload) is { } before && now.IsSame(before))
            return Severity.Detail;
        // Nothing of it has been seen yet, and it has only just been applied.
        if (now is { Desired: 0, IsDone: false, Fault: null } && elapsed < Between)
            return Severity.Detail;
        _told[verdict.Workload] = now;
        return Severity.Info;
    }

    // That a probe does not pass yet is what starting looks like; it is reported when it lasts.
    private static string? Fault(RolloutJudge.Verdict verdict) =>
        verdict.Faults.Select(f => f.Fault).FirstOrDefault(f => f.Reason != PodFault.ProbeFails) is { } fault
            ? fault.Key
            : null;

    private sealed record Told(long Ready, long Desired, bool IsDone, string? Fault, TimeSpan At)
    {
        public bool IsSame(Told before) =>
            (Ready, Desired, IsDone) == (before.Ready, before.Desired, before.IsDone)
            && (Fault is null || Fault == before.Fault)
            && (IsDone || At - before.At < Between);
    }
}
