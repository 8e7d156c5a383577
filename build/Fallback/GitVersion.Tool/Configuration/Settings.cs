using System.Text.RegularExpressions;

namespace GitVersion.Configuration;

/// <summary>The effective configuration.</summary>
/// <param name="Mode">The deployment mode of branches that set none.</param>
/// <param name="NextVersion">The version to reach before any tag says so.</param>
/// <param name="TagPrefix">What may stand before the version in a tag.</param>
/// <param name="Messages">Which words in commit messages raise which part.</param>
/// <param name="CommitDateFormat">A .NET date format.</param>
/// <param name="TagPreReleaseWeight">WeightedPreReleaseNumber of versions without a pre-release
/// number.</param>
/// <param name="Branches">In the order in which a branch name is matched; the last one matches every
/// name.</param>
internal sealed record Settings(
    DeploymentMode Mode,
    Versions.SemanticVersion? NextVersion,
    TagPrefix TagPrefix,
    MessagePatterns Messages,
    string CommitDateFormat,
    int TagPreReleaseWeight,
    IReadOnlyList<BranchSettings> Branches
)
{
    /// <summary>The settings of a branch, by its name.</summary>
    public BranchSettings BranchOf(string branchName) => Branches.First(b => b.Pattern.IsMatch(branchName));
}

/// <summary>The settings of the branches whose names match.</summary>
/// <param name="Key">The name of the settings, for example <c>feature</c>.</param>
/// <param name="Pattern">Which branch names they are for; its named groups may be used in the label.</param>
/// <param name="Mode">The deployment mode; null for the one of the whole configuration.</param>
/// <param name="Label">The pre-release label, with placeholders such as <c>{BranchName}</c>.</param>
/// <param name="Increment">The part that a commit after a release raises.</param>
/// <param name="SourceBranches">Keys of the branches that such a branch may start from.</param>
/// <param name="PreReleaseWeight">Is added to the pre-release number in WeightedPreReleaseNumber.</param>
internal sealed record BranchSettings(
    string Key,
    Regex Pattern,
    DeploymentMode? Mode,
    string Label,
    Increment Increment,
    IReadOnlyList<string> SourceBranches,
    int PreReleaseWeight
)
{
    /// <summary>Whether the branch's name carries the version that is being prepared.</summary>
    public bool IsRelease { get; init; }

    /// <summary>Whether merges of release branches set the version.</summary>
    public bool TracksMerges { get; init; } = true;

    /// <summary>Whether a tag on the current commit is the version, without a further increment.</summary>
    public bool TagOnHeadIsFinal { get; init; }
}

/// <summary>How commits since the last version show in the next one.</summary>
internal enum DeploymentMode
{
    /// <summary>In the build metadata; the pre-release number is raised by tagging.</summary>
    ManualDeployment,

    /// <summary>In the pre-release number.</summary>
    ContinuousDelivery,

    /// <summary>Not at all: each commit is the release.</summary>
    ContinuousDeployment,
}

/// <summary>A part of a version.</summary>
internal enum Increment
{
    None,
    Patch,
    Minor,
    Major,

    /// <summary>As the branch that this one started from.</summary>
    Inherit,
}
