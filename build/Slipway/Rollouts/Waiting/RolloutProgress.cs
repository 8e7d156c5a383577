using Slipway.Kubernetes.Objects;
using Slipway.Reporting;

namespace Slipway.Rollouts.Waiting;

/// <summary>How far the rollout of one workload is.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Ready">How many pods of the new revision serve.</param>
/// <param name="Desired">How many should.</param>
/// <param name="WaitsFor">What it waits for; empty when it is done.</param>
public sealed record RolloutProgress(
    Severity Severity,
    string Text,
    ObjectKey Workload,
    long Ready,
    long Desired,
    string WaitsFor
) : Notice(Severity, Text);
