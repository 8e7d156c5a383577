using System.Text.RegularExpressions;

namespace GitVersion.Versions;

/// <summary>Which branch a merge commit says it merged.</summary>
internal static partial class MergeMessage
{
    /// <summary>
    /// The merged branch, from the wording of git itself or of a hosting service; null for other messages.
    /// </summary>
    public static string? MergedBranch(string message)
    {
        var match = Wording().Match(message);
        return match.Success ? match.Groups["branch"].Value : null;
    }

    [GeneratedRegex(
        """
            ^(?:
              Merge\ branch\ '(?<branch>[^']+)'
            | Merge\ remote-tracking\ branch\ '[^/']+/(?<branch>[^']+)'
            | Merge\ pull\ request\ \#\d+\ in\ \S+\ from\ (?<branch>\S+)
            | Merge\ pull\ request\ \#\d+\ from\ [^\s/]+/(?<branch>\S+)
            | Merge\ pull\ request\ (?:\#)?\d+\ from\ (?<branch>\S+)
            | Pull\ request\ \#\d+[\s\S]*?Merge\ in\ \S+\ from\ (?<branch>\S+)
            | Merged\ in\ (?<branch>\S+)
            | Finish\ (?<branch>\S+)
            )
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Wording();
}
