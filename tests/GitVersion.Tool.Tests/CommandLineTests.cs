namespace GitVersion.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("{0}")]
    [InlineData("/targetpath {0}")]
    [InlineData("-targetpath {0}")]
    [InlineData("--TargetPath {0} --output json")]
    [InlineData("{0} /output json /nofetch /nocache /nonormalize /allowshallow")]
    [InlineData("{0} -nofetch -config GitVersion.yml")]
    public async Task Switches_start_with_a_slash_or_dashes(string commandLine)
    {
        using var repository = new TestRepository("commit; tag v1.0.0");
        var arguments = commandLine.Split(' ').Select(a => a == "{0}" ? repository.Root : a).ToArray();
        var run = await Run.InAsync(Path.GetTempPath(), arguments);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal("1.0.0", run["SemVer"]);
    }

    [Theory]
    [InlineData("/frobnicate", "Could not parse command line parameter '/frobnicate'")]
    [InlineData("/updateassemblyinfo", "'/updateassemblyinfo'")]
    [InlineData("/output buildserver", "'/output buildserver' is not supported")]
    [InlineData("/showvariable", "'/showvariable' needs a value")]
    [InlineData("/nofetch stray", "'stray'")]
    [InlineData("/config none.yml", "Could not find config file at")]
    public async Task What_is_not_supported_is_refused_by_name(string commandLine, string message)
    {
        using var repository = new TestRepository("commit");
        var run = await Run.InAsync(repository.Root, commandLine.Split(' '));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/help", "/showvariable X")]
    [InlineData("-h", "/showvariable X")]
    [InlineData("/?", "/showvariable X")]
    [InlineData("--version", "6.8.2+")]
    public async Task Help_and_version_need_no_repository(string argument, string output)
    {
        var run = await Run.InAsync(Path.GetTempPath(), argument);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(output, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_outside_git_is_refused()
    {
        var directory = Directory.CreateTempSubdirectory("gitversion-");
        var run = await Run.InAsync(directory.FullName);
        directory.Delete();
        Assert.Equal((1, "", "Cannot find the .git directory"), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task A_repository_without_commits_is_refused()
    {
        using var repository = new TestRepository();
        var run = await Run.InAsync(repository.Root);
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(
            "GitVersion.GitVersionException: No commits found on the current branch.",
            run.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_subdirectory_and_a_worktree_are_parts_of_the_repository()
    {
        using var repository = new TestRepository("commit; tag v1.0.0; branch other; commit; checkout main");
        var inner = Directory.CreateDirectory(Path.Combine(repository.Root, "inner/most")).FullName;
        Assert.Equal("1.0.0", (await Run.InAsync(inner))["SemVer"]);

        repository.Git("worktree", "add", "-q", "tree", "other");
        var configuration = Path.Combine(repository.Root, "GitVersion.yml");
        var run = await Run.InAsync(Path.Combine(repository.Root, "tree"), "/config", configuration);
        Assert.Equal("1.0.1-other.1", run["SemVer"]);
    }
}
