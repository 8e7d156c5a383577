using System.Globalization;

namespace Slipway.Versioning;

/// <summary>
/// Makes a version one commit's own. GitVersion counts commits, so two commits get one number whenever history
/// is rewritten (<c>commit --amend</c>, a rebase) or branches run side by side. Only a tag names a commit by
/// itself; every other version ends in the commit's id, as <c>git describe</c> writes it. Pure.
/// </summary>
internal static class CommitVersion
{
    // GitVersion's name for a commit that is checked out by itself and on none or several branches.
    private const string NoBranch = "(no branch)";

    // A label in Kubernetes has at most 63 characters, and the mark of uncommitted changes takes 15.
    private const int Longest = 63 - 15;
    private const int IdLength = 7;

    /// <summary>
    /// The version of a commit, for example <c>1.2.4-3.g1a2b3c4</c> or <c>1.2.4-search.3.g1a2b3c4</c>. The id
    /// is the last identifier of the pre-release: before it, the count decides which version is newer
    /// (Semantic Versioning 2.0.0, item 11).
    /// </summary>
    /// <param name="tool">What GitVersion says.</param>
    /// <param name="commit">The full id of the commit.</param>
    /// <param name="tags">The names of the tags that point to the commit.</param>
    /// <returns>The same with <c>SemVer</c> and <c>FullSemVer</c> changed, unless the version is a tag's.</returns>
    public static ToolOutput Of(ToolOutput tool, string commit, IEnumerable<string> tags)
    {
        if (tags.Any(tag => TagVersion.IsOf(tag, tool.SemVer)))
            return tool;
        var parts = tool.SemVer.Split('-', 2);
        var metadata = tool.FullSemVer.Split('+', 2) is [_, var after] ? after : "";
        var count = tool.Commits.ToString(CultureInfo.InvariantCulture);

        var identifiers = parts.Length > 1 ? Labelled(tool, parts[1], metadata.Length > 0).ToList() : [];
        // Some modes count in the build metadata, which has no part in the order (item 10), or not at all.
        if (identifiers.Count == 0 || metadata.Length > 0)
            identifiers.Add(count);
        identifiers.Add($"g{commit[..IdLength]}");

        var version = $"{parts[0]}-{string.Join('.', Shortened(identifiers, parts[0].Length + 1))}";
        var full = metadata.Length == 0 || metadata == count ? version : $"{version}+{metadata}";
        return tool with { SemVer = version, FullSemVer = full };
    }

    // Which branches a commit is on differs between clones, and "no branch" is no name for it; so such a
    // checkout has the version that the main branch would have.
    private static IEnumerable<string> Labelled(ToolOutput tool, string preRelease, bool countedElsewhere)
    {
        if (tool.Branch != NoBranch || !preRelease.StartsWith($"{tool.Label}.", StringComparison.Ordinal))
            return preRelease.Split('.').Select(WithoutLeadingZeros);
        return countedElsewhere ? [] : preRelease[(tool.Label.Length + 1)..].Split('.');
    }

    // "feature/007" gives the label 007. A number must not begin with a zero (item 9).
    private static string WithoutLeadingZeros(string identifier) =>
        identifier.All(char.IsAsciiDigit) && identifier.Length > 1
            ? identifier[..^1].TrimStart('0') + identifier[^1]
            : identifier;

    // What a long branch name loses, the id makes up for.
    private static List<string> Shortened(List<string> identifiers, int before)
    {
        var over = before + identifiers.Sum(i => i.Length + 1) - 1 - Longest;
        if (over <= 0)
            return identifiers;
        var longest = identifiers.MaxBy(i => i.Length)!;
        var left = longest[..Math.Max(1, longest.Length - over)].TrimEnd('-');
        return [.. identifiers.Select(i => i == longest ? left : i).Where(i => i.Length > 0)];
    }
}
