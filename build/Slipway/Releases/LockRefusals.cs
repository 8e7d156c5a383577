using Slipway.Values;

namespace Slipway.Releases;

/// <summary>Someone else holds the lock of the application.</summary>
public sealed class LockHeldException(string holder, TimeSpan since, string where)
    : Refusal(
        $"The lock has been held by {holder} for {(int)since.TotalSeconds} s.",
        where,
        "Wait for it to finish, or stop it; " + "a crashed holder's lock expires 15 s after its last renewal."
    )
{
    /// <summary>Who holds the lock.</summary>
    public string Holder { get; } = holder;
}

/// <summary>The lock was lost while it was needed; nothing is written without it.</summary>
public sealed class LockLostException(string reason, string where)
    : Refusal(
        $"The lock was lost, so the command stopped before its next write: {reason}.",
        where,
        "Run the command again; it resumes from the recorded state."
    )
{
    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Failed;
}
