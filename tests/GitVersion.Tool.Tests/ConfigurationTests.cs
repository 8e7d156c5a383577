namespace GitVersion.Tests;

public class ConfigurationTests
{
    private const string Workflow = "workflow: GitHubFlow/v1\n";

    [Theory]
    [InlineData("mode: ContinuousDeployment", "commit; tag v1.0.0; commit; commit", "1.0.1")]
    [InlineData("mode: ManualDeployment", "commit; tag v1.0.0; commit; commit", "1.0.1-1+2")]
    [InlineData("branches: { main: { mode: ManualDeployment } }", "commit; tag v1.0.0; commit", "1.0.1-1+1")]
    [InlineData("branches: { main: { label: ci } }", "commit; tag v1.0.0; commit; commit", "1.0.1-ci.2")]
    [InlineData("branches: { main: { increment: Minor } }", "commit; tag v1.0.0; commit", "1.1.0-1")]
    [InlineData(
        "branches: { main: { increment: Minor } }",
        "commit; tag v1.0.0; branch feature/a; commit",
        "1.1.0-a.1+1"
    )]
    [InlineData(
        "branches: { main: { increment: Minor } }",
        "commit; tag v1.0.0; branch release/next; commit; branch feature/a; commit",
        "1.0.1-a.1+2"
    )]
    [InlineData("branches: { main: { increment: None } }", "commit; tag v1.0.0; commit", "1.0.0-1")]
    [InlineData(
        "branches: { main: { regex: ^trunk$ } }",
        "commit; tag v1.0.0; branch trunk; commit",
        "1.0.1-1"
    )]
    [InlineData(
        "branches: { feature: { mode: ContinuousDelivery } }",
        "commit; branch feature/a; commit",
        "0.0.1-a.2"
    )]
    [InlineData(
        "branches: {hotfix: {regex: '^hotfix/(?<Name>.+)', label: 'fix-{Name}', source-branches: [main]}}",
        "commit; tag v1.0.0; branch hotfix/leak; commit",
        "1.0.1-fix-leak.1"
    )]
    [InlineData("next-version: 2.0", "commit; commit", "2.0.0-2")]
    [InlineData("next-version: 2", "commit; tag v1.0.0; commit", "2.0.0-1")]
    [InlineData("next-version: 2.0.0", "commit; tag v1.0.0", "1.0.0")]
    [InlineData("next-version: 2.0.0", "commit; tag v2.1.0; commit", "2.1.1-1")]
    [InlineData("tag-prefix: 'app-'", "commit; tag v9.0.0; tag app-1.0.0; commit", "1.0.1-1")]
    [InlineData("tag-prefix: '[abc]?'", "commit; tag b1.0.0; commit", "1.0.1-1")]
    [InlineData("minor-version-bump-message: '^feat:'", "commit; tag v1.0.0; commit feat: search", "1.1.0-1")]
    [InlineData(
        "commit-message-incrementing: Disabled",
        "commit; tag v1.0.0; commit +semver: major",
        "1.0.1-1"
    )]
    [InlineData(
        "commit-message-incrementing: MergeMessageOnly",
        "commit; tag v1.0.0; commit +semver: major",
        "1.0.1-1"
    )]
    [InlineData("", "commit; tag v1.0.0; commit", "1.0.1-1")]
    public async Task Settings_change_the_version(string yaml, string history, string version)
    {
        using var repository = new TestRepository(history);
        repository.Configure(Workflow + yaml);
        Assert.Equal(version, await Run.VersionOfAsync(repository));
    }

    [Theory]
    [InlineData("colour: blue", "GitVersion.yml:2:1: The key 'colour' is not supported by this stand-in.")]
    [InlineData("assembly-versioning-scheme: Major", "The key 'assembly-versioning-scheme' is not supported")]
    [InlineData("ignore: { sha: [] }", "GitVersion.yml:2:1: 'ignore' is not supported")]
    [InlineData(
        "branches:\n  main:\n    track-merge-target: true",
        "GitVersion.yml:4:5: The key 'branches.main.track-merge-target'"
    )]
    [InlineData(
        "branches: { topic: { regex: ^t } }",
        "'topic' is missing required configuration 'source-branches'"
    )]
    [InlineData(
        "mode: Mainline",
        "GitVersion.yml:2:7: 'Mainline' is not supported by this stand-in; it knows Manual"
    )]
    [InlineData("mode: 1", "'1' is not supported")]
    [InlineData(
        "mode: ManualDeployment\nmode: ManualDeployment",
        "GitVersion.yml:3:1: 'mode' is given twice."
    )]
    [InlineData("next-version: soon", "'soon' is no version")]
    [InlineData("tag-prefix: '['", "GitVersion.yml:2:13: '[' is no regular expression")]
    [InlineData("tag-pre-release-weight: heavy", "'heavy' is no whole number")]
    [InlineData("branches: { main: { label: '{Colour}' } }", "uses '{Colour}'")]
    [InlineData("branches: [main]", "GitVersion.yml:2:11: Expected 'key: value' pairs.")]
    [InlineData("mode: 'open", "GitVersion.yml:")]
    public async Task What_is_not_supported_is_refused_with_its_place(string yaml, string message)
    {
        using var repository = new TestRepository("commit");
        repository.Configure(Workflow + yaml);
        var run = await Run.InAsync(repository.Root);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workflow: GitFlow/v1", "The workflow 'GitFlow/v1' is not supported")]
    [InlineData("mode: ContinuousDelivery", "no 'workflow' is set")]
    [InlineData("", "no 'workflow' is set")]
    public async Task Other_workflows_are_refused(string yaml, string message)
    {
        using var repository = new TestRepository("commit");
        repository.Configure(yaml);
        Assert.Contains(message, (await Run.InAsync(repository.Root)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_it_is_refused_rather_than_taken_for_another_workflow()
    {
        using var repository = new TestRepository("commit");
        File.Delete(Path.Combine(repository.Root, "GitVersion.yml"));
        var run = await Run.InAsync(repository.Root);
        Assert.Contains("No GitVersion.yml was found", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nearest_file_of_any_known_name_counts()
    {
        using var repository = new TestRepository("commit; tag v1.0.0; commit");
        var inner = Directory.CreateDirectory(Path.Combine(repository.Root, "inner")).FullName;
        File.WriteAllText(Path.Combine(inner, ".GitVersion.yml"), Workflow + "mode: ContinuousDeployment");
        Assert.Equal("1.0.1", (await Run.InAsync(inner))["SemVer"]);
        Assert.Equal("1.0.1-1", (await Run.InAsync(repository.Root))["SemVer"]);
    }
}
