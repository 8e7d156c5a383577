using Slipway.Processes;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

public class VersionFormTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3-dirty.1a2b3c4d")]
    [InlineData("1.2.4-3", "1.2.4-3.dirty.1a2b3c4d")]
    [InlineData("1.2.4-a-b.3", "1.2.4-a-b.3.dirty.1a2b3c4d")]
    [InlineData("1.2.3+5", "1.2.3-dirty.1a2b3c4d+5")]
    [InlineData("1.2.4-a.1+5.x-y", "1.2.4-a.1.dirty.1a2b3c4d+5.x-y")]
    public void The_dirty_mark_ends_the_pre_release(string version, string marked) =>
        Assert.Equal(marked, DirtySuffix.Apply(version, "1a2b3c4d"));

    [Theory]
    [InlineData("1234567890abcdef", "12345678")]
    [InlineData("0a23456790abcdef", "0a234567")]
    [InlineData("0123456790abcdef", "90abcdef")]
    [InlineData("01234567012345671bcdef00", "1bcdef00")]
    public void Digits_are_never_a_number_with_a_leading_zero(string hex, string digits) =>
        Assert.Equal(digits, ChangesDigest.Digits(hex));

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.2.4-login-form.3", "1.2.4-login-form.3")]
    [InlineData("1.2.4-login-form.1+3", "1.2.4-login-form.1_3")]
    public void A_tag_is_the_version_without_what_tags_cannot_hold(string version, string tag) =>
        Assert.Equal(tag, Of(version).ImageTag);

    [Fact]
    public void Long_versions_have_tags_that_are_valid_and_differ()
    {
        var start = $"1.2.4-{new string('a', 200)}";
        var tags = new[] { $"{start}.1", $"{start}.2" }.Select(version => Of(version).ImageTag).ToList();
        Assert.Distinct(tags);
        Assert.All(tags, tag => Assert.Equal(tag, ImageReference.Parse($"registry.example/app:{tag}").Tag));
    }

    [Fact]
    public void People_see_version_commit_and_branch() =>
        Assert.Equal("1.2.4-a.1 (commit 0123456 on feature/a)", Of("1.2.4-a.1").Display);

    [Theory]
    [InlineData("net8.0 net9.0 net10.0", 10, "net10.0")]
    [InlineData("net8.0 net9.0 net10.0", 9, "net9.0")]
    [InlineData("net8.0 net9.0", 10, "net9.0")]
    [InlineData("net8.0 net9.0 net10.0", 11, "net10.0")]
    [InlineData("net9.0 net10.0", 8, null)]
    [InlineData("netstandard2.0 any lib", 10, null)]
    [InlineData("", 10, null)]
    public void The_newest_program_that_runs_is_taken(string folders, int runtime, string? best) =>
        Assert.Equal(best, VersionTool.BestFramework(folders.Split(' '), runtime));

    [Theory]
    [InlineData("Cannot find the .git directory\n", "", "Cannot find the .git directory")]
    [InlineData(
        "",
        "INFO Working\nERROR x\nGitVersion.GitVersionException: No commits.\nINFO Please\n",
        "No commits."
    )]
    [InlineData("", "INFO only\n", "INFO only")]
    [InlineData("", "", "it exited with code 1")]
    public void The_tools_own_message_is_found_in_its_log(string errors, string output, string message) =>
        Assert.Equal(message, ToolMessage.Of(new ProcessResult(1, output, errors)));

    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static SourceVersion Of(string version) =>
        new(version.Split('+')[0], version, Commit, "feature/a", "Ada", null);
}
