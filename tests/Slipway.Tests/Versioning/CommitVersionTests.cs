using System.Text.RegularExpressions;
using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

public partial class CommitVersionTests
{
    private const string Commit = "1a2b3c4d5e6f78901234567890abcdef01234567";

    [Theory]
    // A count in the pre-release, in the build metadata, nowhere.
    [InlineData("1.5.0-3", 3, "", "1.5.0-3.g1a2b3c4")]
    [InlineData("1.5.0-feature-x.3", 3, "feature-x", "1.5.0-feature-x.3.g1a2b3c4")]
    [InlineData("1.5.0-feature-x.1+3", 3, "feature-x", "1.5.0-feature-x.1.3.g1a2b3c4")]
    [InlineData("1.5.0", 3, "", "1.5.0-3.g1a2b3c4")]
    [InlineData("1.5.0+3", 3, "", "1.5.0-3.g1a2b3c4")]
    [InlineData("1.5.0-beta.1+3.linux", 3, "beta", "1.5.0-beta.1.3.g1a2b3c4+3.linux")]
    // A label that is a number.
    [InlineData("1.5.0-007.3", 3, "007", "1.5.0-7.3.g1a2b3c4")]
    [InlineData("1.5.0-000.3", 3, "000", "1.5.0-0.3.g1a2b3c4")]
    public void A_commit_that_is_not_tagged_has_its_id_in_its_version(
        string counted,
        int commits,
        string label,
        string expected
    ) => Assert.Equal(expected, Full(counted, label, commits));

    [Theory]
    [InlineData("1.5.0--no-branch-.3", "1.5.0-3.g1a2b3c4")]
    [InlineData("1.5.0--no-branch-.1+3", "1.5.0-3.g1a2b3c4")]
    public void A_checkout_of_no_branch_gives_no_name_to_the_version(string counted, string expected) =>
        Assert.Equal(expected, Full(counted, "-no-branch-", 3, "(no branch)"));

    [Theory]
    [InlineData("1.5.0", "v1.5.0")]
    [InlineData("1.5.0", "V1.5.0")]
    [InlineData("1.5.0", "1.5.0")]
    [InlineData("1.5.0", "1.5")]
    [InlineData("2.0.0", "v2")]
    [InlineData("1.5.0", "release-1.5.0")]
    [InlineData("1.5.0", "movies/v1.5.0")]
    [InlineData("1.5.0", "v1.5.0+build.7")]
    [InlineData("1.5.0-beta.2", "v1.5.0-beta.2")]
    [InlineData("1.5.0-beta.2", "v1.5-beta.2")]
    public void A_tags_version_stays_as_it_is(string version, string tag) =>
        Assert.Equal(version, Full(version, "", 0, tags: ["nightly", tag]));

    [Theory]
    [InlineData("1.5.0", "v1.4.0")]
    [InlineData("1.5.0", "v1.5.0-beta.2")]
    [InlineData("5.0.0", "v1.5.0.0")]
    [InlineData("5.0.0", "v15.0.0")]
    [InlineData("1.5.0", "latest")]
    public void Another_tag_makes_no_version_a_tags(string version, string tag) =>
        Assert.Equal($"{version}-0.g1a2b3c4", Full(version, "", 0, tags: [tag]));

    [Theory]
    [InlineData("1.5.0-dependabot-npm-and-yarn-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.212")]
    [InlineData("100.2000.30000-dependabot-npm-and-yarn-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.1+212")]
    [InlineData("1.5.0-a-----------------------------------------------------------------b.212")]
    [InlineData("1.5.0-x.212")]
    public void Every_version_is_a_semantic_version_a_tag_and_a_label_with_changes_too(string counted)
    {
        var version = DirtySuffix.Apply(Full(counted, "x", 212), "1a2b3c4d");
        Assert.Matches(SemanticVersion(), version);
        Assert.Matches("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$", version);
        Assert.Contains(".212.g1a2b3c4", version, StringComparison.Ordinal);
    }

    private static string Full(
        string full,
        string label,
        int commits,
        string branch = "main",
        string[]? tags = null
    )
    {
        var tool = new ToolOutput(full.Split('+')[0], full, branch, "", "1.4.0", label, commits);
        var own = CommitVersion.Of(tool, Commit, tags ?? []);
        Assert.Equal(own.FullSemVer.Split('+')[0], own.SemVer);
        return own.FullSemVer;
    }

    // semver.org: the expression that the specification suggests.
    [GeneratedRegex(
        @"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
            + @"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
            + @"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$"
    )]
    private static partial Regex SemanticVersion();
}
