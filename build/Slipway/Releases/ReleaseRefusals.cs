using Slipway.Values;

namespace Slipway.Releases;

/// <summary>Someone else wrote this revision, or changed its record, meanwhile.</summary>
public sealed class RevisionConflictException(int revision, string where)
    : Refusal(
        $"Revision {revision} was changed by someone else in the meantime.",
        where,
        "Check the history and run the command again."
    );

/// <summary>A record cannot be read.</summary>
public sealed class ReleaseUnreadableException(int revision, string reason, string where)
    : Refusal(
        $"The record of revision {revision} cannot be read: {reason}.",
        where,
        "Choose another revision with --to, or deploy again."
    );

/// <summary>There is no such release.</summary>
public sealed class ReleaseUnknownException(string what, string where)
    : Refusal(what, where, "Run History to list the revisions.");

/// <summary>There is nothing to roll back to.</summary>
public sealed class NoRollbackTargetException(string what, string where)
    : Refusal(what, where, "Deploy a good version instead.");
