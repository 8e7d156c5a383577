using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>Workloads cannot roll out; waiting longer would not help.</summary>
public sealed class RolloutFailedException(IReadOnlyList<RolloutFault> faults, string where)
    : Refusal(string.Join('\n', faults), where, RolloutHints.Hints(faults))
{
    /// <summary>What is wrong with each of them.</summary>
    public IReadOnlyList<RolloutFault> Faults { get; } = faults;

    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>Workloads did not roll out in time.</summary>
public sealed class RolloutTimedOutException(
    TimeSpan limit,
    IReadOnlyList<RolloutProgress> pending,
    IReadOnlyList<RolloutFault> faults,
    string where
)
    : Refusal(
        string.Join(
            '\n',
            [
                $"Rollout timed out after {RolloutHints.Time(limit)}:",
                .. pending.Select(p =>
                    $"{p.Workload.Display}: {p.Ready}/{p.Desired} ready, waiting: {p.WaitsFor}"
                ),
                .. faults.Select(f => f.ToString()),
            ]
        ),
        where,
        faults.Count > 0
            ? RolloutHints.Hints(faults)
            : "Check what it is waiting for; raise the timeout if it just needs more time."
    )
{
    /// <summary>What was still pending.</summary>
    public IReadOnlyList<RolloutProgress> Pending { get; } = pending;

    /// <summary>What was wrong with their pods.</summary>
    public IReadOnlyList<RolloutFault> Faults { get; } = faults;

    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Failed;
}

internal static class RolloutHints
{
    public static string Hints(IReadOnlyList<RolloutFault> faults) =>
        string.Join(' ', faults.Select(f => f.Fault.Hint).Distinct());

    public static string Time(TimeSpan time) =>
        time.TotalSeconds < 120 ? $"{time.TotalSeconds:0} s" : $"{time.TotalMinutes:0.#} min";
}
