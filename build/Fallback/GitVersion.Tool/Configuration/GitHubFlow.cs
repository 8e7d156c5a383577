using System.Text.RegularExpressions;

namespace GitVersion.Configuration;

/// <summary>The workflow GitHubFlow/v1: what a configuration starts from.</summary>
internal static partial class GitHubFlow
{
    public const string Name = "GitHubFlow/v1";

    public static Settings Settings { get; } =
        new(
            DeploymentMode.ContinuousDelivery,
            NextVersion: null,
            new TagPrefix(),
            MessagePatterns.Default,
            CommitDateFormat: "yyyy-MM-dd",
            TagPreReleaseWeight: 60000,
            [
                new BranchSettings("main", MainNames(), null, "", Increment.Patch, [], 55000)
                {
                    TagOnHeadIsFinal = true,
                },
                new BranchSettings(
                    "release",
                    ReleaseNames(),
                    DeploymentMode.ManualDeployment,
                    "beta",
                    Increment.Patch,
                    ["main"],
                    30000
                )
                {
                    IsRelease = true,
                },
                new BranchSettings(
                    "feature",
                    FeatureNames(),
                    DeploymentMode.ManualDeployment,
                    "{BranchName}",
                    Increment.Inherit,
                    ["main", "release"],
                    30000
                ),
                new BranchSettings(
                    "pull-request",
                    PullRequestNames(),
                    DeploymentMode.ContinuousDelivery,
                    "PullRequest{Number}",
                    Increment.Inherit,
                    ["main", "release", "feature"],
                    30000
                ),
                new BranchSettings(
                    "unknown",
                    AllNames(),
                    DeploymentMode.ManualDeployment,
                    "{BranchName}",
                    Increment.Inherit,
                    ["main", "release", "feature", "pull-request"],
                    0
                )
                {
                    TracksMerges = false,
                },
            ]
        );

    [GeneratedRegex("^master$|^main$", RegexOptions.IgnoreCase)]
    private static partial Regex MainNames();

    [GeneratedRegex(@"^releases?[\/-](?<BranchName>.+)", RegexOptions.IgnoreCase)]
    private static partial Regex ReleaseNames();

    [GeneratedRegex(@"^features?[\/-](?<BranchName>.+)", RegexOptions.IgnoreCase)]
    private static partial Regex FeatureNames();

    [GeneratedRegex(@"^(pull-requests|pull|pr)[\/-](?<Number>\d*)", RegexOptions.IgnoreCase)]
    private static partial Regex PullRequestNames();

    [GeneratedRegex("(?<BranchName>.+)", RegexOptions.IgnoreCase)]
    private static partial Regex AllNames();
}
