using Slipway.Values;

namespace Slipway.Releases;

/// <summary>Someone else is at work on the application.</summary>
public sealed class LockHeldException(string holder, TimeSpan since, string where)
    : Refusal(
        $"{holder} is at work here, since {(int)since.TotalSeconds} s.",
        where,
        "Wait until it has ended, or stop it; "
            + "a holder that died is passed over 15 s after its last sign of life."
    )
{
    /// <summary>Who holds the lock.</summary>
    public string Holder { get; } = holder;
}

/// <summary>The lock was lost while it was needed; nothing is written without it.</summary>
public sealed class LockLostException(string reason, string where)
    : Refusal(
        $"The lock was lost, so the work was stopped before its next write: {reason}.",
        where,
        "Run the command again; it goes on from what is recorded."
    )
{
    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Failed;
}
