using Slipway.Reporting;

namespace Slipway.Releases;

/// <summary>Someone else is at work, and is waited for.</summary>
/// <param name="Holder">Who, where, since when.</param>
public sealed record LockWaiting(string Holder)
    : Notice(Severity.Info, $"Waiting for the lock, held by {Holder}.");

/// <summary>The lock is ours.</summary>
/// <param name="DeadHolder">Whose process had ended without giving it back; null for none.</param>
public sealed record LockTaken(string? DeadHolder)
    : Notice(
        DeadHolder is null ? Severity.Detail : Severity.Info,
        DeadHolder is null
            ? "Took the lock."
            : $"Took over the lock from {DeadHolder}, which is no longer running."
    );
