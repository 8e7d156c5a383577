using Slipway.Values;

namespace Slipway.Releases;

/// <summary>Someone else holds the lock of the application.</summary>
/// <param name="holder">Who.</param>
/// <param name="since">For how long; null where the lease does not say.</param>
/// <param name="where">The lease.</param>
public sealed class LockHeldException(string holder, TimeSpan? since, string where)
    : Refusal(
        since is { } time
            ? $"The lock has been held by {holder} for {(int)time.TotalSeconds} s."
            : $"The lock is held by {holder}.",
        where,
        "Wait for it to finish, or stop it; a crashed holder's lock passes on after 15 s without a renewal, and "
            + "at once on the machine that it ran on."
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
    /// <summary>How it was lost, as the rest of a sentence.</summary>
    public string Reason { get; } = reason;

    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Failed;
}
