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

    /// <inheritdoc/>
    public override IReadOnlyList<Refusal> Parts =>
        Faults.Count < 2 ? [this] : [.. Faults.Select(f => new RolloutFailedException([f], Where))];
}

/// <summary>Workloads did not roll out in time.</summary>
public sealed class RolloutTimedOutException(
    TimeSpan limit,
    IReadOnlyList<RolloutProgress> pending,
    IReadOnlyList<RolloutFault> faults,
    string where
)
    : Refusal(
        string.Join('\n', pending.Select(p => RolloutHints.Late(p, limit, faults))),
        where,
        RolloutHints.Hints(faults) is { Length: > 0 } hints
            ? hints
            : "Check what it is waiting for; raise the timeout if it just needs more time."
    )
{
    /// <summary>What was still pending.</summary>
    public IReadOnlyList<RolloutProgress> Pending { get; } = pending;

    /// <summary>What was wrong with their pods.</summary>
    public IReadOnlyList<RolloutFault> Faults { get; } = faults;

    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Failed;

    /// <inheritdoc/>
    public override IReadOnlyList<Refusal> Parts =>
        Pending.Count < 2
            ? [this]
            :
            [
                .. Pending.Select(p => new RolloutTimedOutException(
                    limit,
                    [p],
                    [.. Faults.Where(f => f.Workload == p.Workload)],
                    Where
                )),
            ];
}

internal static class RolloutHints
{
    public static string Hints(IReadOnlyList<RolloutFault> faults) =>
        string.Join(' ', faults.Select(f => f.Fault.Hint).Where(hint => hint.Length > 0).Distinct());

    /// <summary>One workload that is late: how far it came, and the best reason known.</summary>
    public static string Late(RolloutProgress pending, TimeSpan limit, IReadOnlyList<RolloutFault> faults)
    {
        var fault = faults.FirstOrDefault(f => f.Workload == pending.Workload);
        var counts = pending.Counts is { } known ? $", {known.Words}" : "";
        return $"{pending.Workload.Display} timed out after {Time(limit)}{counts}: "
            + $"{fault?.Headline ?? pending.WaitsFor}{fault?.Log}";
    }

    public static string Time(TimeSpan time) =>
        time.TotalSeconds < 120 ? $"{time.TotalSeconds:0} s" : $"{time.TotalMinutes:0.#} min";
}
