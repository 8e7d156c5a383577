using System.Text.RegularExpressions;
using GitVersion.Configuration;

namespace GitVersion.Versions;

/// <summary>The version in a release branch's name.</summary>
internal static partial class ReleaseBranch
{
    /// <summary>
    /// The version that a branch prepares, as <c>release/1.5</c> does; null for branches that prepare none.
    /// </summary>
    public static SemanticVersion? VersionOf(string branchName, Settings settings)
    {
        var branch = settings.BranchOf(branchName);
        if (!branch.IsRelease)
            return null;
        var group = branch.Pattern.Match(branchName).Groups["BranchName"];
        var match = LeadingVersion().Match(group.Success ? group.Value : branchName);
        return match.Success ? SemanticVersion.TryParsePartial(match.Groups["version"].Value) : null;
    }

    [GeneratedRegex(@"^[vV]?(?<version>\d+(\.\d+)?(\.\d+)?)(?![\d.])")]
    private static partial Regex LeadingVersion();
}
