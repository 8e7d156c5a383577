using System.Text.RegularExpressions;

namespace Slipway.Versioning;

/// <summary>
/// Tells ids of commits from other text: what a record says may have been written by anybody, and nothing but an id
/// is given to git.
/// </summary>
internal static partial class CommitId
{
    /// <summary>Whether a text is the full id of a commit, SHA-1 or SHA-256, as git writes it.</summary>
    public static bool IsFull(string text) => Full().IsMatch(text);

    [GeneratedRegex("^([0-9a-f]{40}|[0-9a-f]{64})$")]
    private static partial Regex Full();
}
