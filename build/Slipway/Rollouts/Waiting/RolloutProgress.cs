using Slipway.Kubernetes.Objects;
using Slipway.Reporting;

namespace Slipway.Rollouts.Waiting;

/// <summary>How far the rollout of one workload is.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Counts">How many of its pods serve; null until its controller has seen the change.</param>
/// <param name="WaitsFor">What it waits for, with what keeps its pods from it; empty when it is done.</param>
/// <param name="Cause">The shortest answer to why it is not done; empty when it is.</param>
public sealed record RolloutProgress(
    Severity Severity,
    string Text,
    ObjectKey Workload,
    PodCounts? Counts,
    string WaitsFor,
    string Cause
) : ProgressNotice(Severity, Text, Workload.Display, Cause)
{
    /// <inheritdoc />
    public override (long Done, long Of)? Share => Counts is { } known ? (known.Ready, known.Desired) : null;

    /// <summary>How many pods of the new revision serve.</summary>
    public long Ready => Counts?.Ready ?? 0;

    /// <summary>How many should.</summary>
    public long Desired => Counts?.Desired ?? 0;
}
