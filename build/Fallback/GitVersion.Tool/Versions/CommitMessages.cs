using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>What commit messages ask for.</summary>
internal static class CommitMessages
{
    /// <summary>
    /// The branch's own increment, or a higher one that a message asks for. Messages never lower it.
    /// </summary>
    public static Increment Raise(Increment own, IEnumerable<Commit> commits, MessagePatterns patterns) =>
        patterns.Scope == MessageScope.Disabled
            ? own
            : commits
                .Where(c => patterns.Scope == MessageScope.Enabled || c.IsMerge)
                .Select(c => patterns.IncrementOf(c.Message) ?? Increment.None)
                .Append(own)
                .Max();
}
