using System.Text.RegularExpressions;

namespace GitVersion.Configuration;

/// <summary>Which commits may raise a part of the version by their messages.</summary>
internal enum MessageScope
{
    Disabled,
    Enabled,
    MergeMessageOnly,
}

/// <summary>Which words in commit messages raise which part.</summary>
internal sealed partial record MessagePatterns(
    Regex Major,
    Regex Minor,
    Regex Patch,
    Regex None,
    MessageScope Scope
)
{
    /// <summary><c>+semver: major</c> and the like.</summary>
    public static MessagePatterns Default { get; } =
        new(MajorWords(), MinorWords(), PatchWords(), NoneWords(), MessageScope.Enabled);

    /// <summary>The part that a message raises; null when it says nothing.</summary>
    public Increment? IncrementOf(string message)
    {
        if (None.IsMatch(message))
            return Increment.None;
        if (Major.IsMatch(message))
            return Increment.Major;
        if (Minor.IsMatch(message))
            return Increment.Minor;
        return Patch.IsMatch(message) ? Increment.Patch : null;
    }

    [GeneratedRegex(@"\+semver:\s?(breaking|major)", RegexOptions.IgnoreCase)]
    private static partial Regex MajorWords();

    [GeneratedRegex(@"\+semver:\s?(feature|minor)", RegexOptions.IgnoreCase)]
    private static partial Regex MinorWords();

    [GeneratedRegex(@"\+semver:\s?(fix|patch)", RegexOptions.IgnoreCase)]
    private static partial Regex PatchWords();

    [GeneratedRegex(@"\+semver:\s?(none|skip)", RegexOptions.IgnoreCase)]
    private static partial Regex NoneWords();
}
