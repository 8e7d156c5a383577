namespace GitVersion.Tests;

public class OutputTests
{
    [Fact]
    public async Task All_variables_come_in_their_order_as_JSON()
    {
        using var repository = new TestRepository("commit; tag v1.2.3; branch feature/a.b; commit");
        var id = repository.Git("rev-parse", "HEAD");
        var source = repository.Git("rev-parse", "HEAD~1");
        Assert.Equal(
            $$"""
            {
              "AssemblySemFileVer": "1.2.4.0",
              "AssemblySemVer": "1.2.4.0",
              "BranchName": "feature/a.b",
              "BuildMetaData": 1,
              "CommitDate": "2024-02-29",
              "CommitsSinceVersionSource": 1,
              "EscapedBranchName": "feature-a-b",
              "FullBuildMetaData": "1.Branch.feature-a.b.Sha.{{id}}",
              "FullSemVer": "1.2.4-a-b.1+1",
              "InformationalVersion": "1.2.4-a-b.1+1.Branch.feature-a.b.Sha.{{id}}",
              "Major": 1,
              "MajorMinorPatch": "1.2.4",
              "Minor": 2,
              "Patch": 4,
              "PreReleaseLabel": "a-b",
              "PreReleaseLabelWithDash": "-a-b",
              "PreReleaseNumber": 1,
              "PreReleaseTag": "a-b.1",
              "PreReleaseTagWithDash": "-a-b.1",
              "SemVer": "1.2.4-a-b.1",
              "Sha": "{{id}}",
              "ShortSha": "{{id[..7]}}",
              "UncommittedChanges": 0,
              "VersionSourceDistance": 1,
              "VersionSourceIncrement": "None",
              "VersionSourceSemVer": "1.2.3",
              "VersionSourceSha": "{{source}}",
              "WeightedPreReleaseNumber": 30001
            }
            """,
            (await Run.InAsync(repository.Root)).Output,
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public async Task A_tagged_commit_has_no_pre_release()
    {
        using var repository = new TestRepository("commit; tag v1.2.3");
        var run = await Run.InAsync(repository.Root);
        Assert.Equal("", run["BuildMetaData"]);
        Assert.Equal("", run["PreReleaseNumber"]);
        Assert.Equal("60000", run["WeightedPreReleaseNumber"]);
        Assert.Equal(run["Sha"], run["VersionSourceSha"]);
        Assert.Equal("0", run["VersionSourceDistance"]);
    }

    [Fact]
    public async Task A_version_in_a_branch_name_is_counted_from_the_last_release()
    {
        using var repository = new TestRepository("commit; tag v1.0.0; commit; branch release/2.0.0; commit");
        var run = await Run.InAsync(repository.Root);
        Assert.Equal("2.0.0", run["VersionSourceSemVer"]);
        Assert.Equal(repository.Git("rev-parse", "v1.0.0"), run["VersionSourceSha"]);
        Assert.Equal("2", run["VersionSourceDistance"]);
    }

    [Fact]
    public async Task Changed_staged_and_untracked_files_are_counted()
    {
        using var repository = new TestRepository("write a; stage a; commit");
        repository.Grow("write a; write b; write c; stage c; write d");
        Assert.Equal("4", (await Run.InAsync(repository.Root))["UncommittedChanges"]);
    }

    [Fact]
    public async Task One_variable_is_printed_alone()
    {
        using var repository = new TestRepository("commit; tag v1.2.3; commit");
        Assert.Equal("1.2.4-1", (await Run.InAsync(repository.Root, "/showvariable", "semver")).Output);
        var unknown = await Run.InAsync(repository.Root, "/showvariable", "Colour");
        Assert.Equal(new Run(1, "", "'Colour' variable does not exist"), unknown);
    }
}
