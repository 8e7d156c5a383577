using Slipway.Reporting;
using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

public class VersionReaderTests
{
    [Fact]
    public async Task A_tagged_commit_is_that_version()
    {
        using var repository = new VersionedRepository();
        var version = await repository.ReadAsync();
        var commit = repository.Git("rev-parse", "HEAD");
        Assert.Equal(new SourceVersion("1.2.3", "1.2.3", commit, "main", "Ada Lovelace", null), version);
        Assert.Empty(repository.Notices);
    }

    [Fact]
    public async Task Every_commit_has_a_version_of_its_own()
    {
        using var repository = new VersionedRepository();
        repository.Git("checkout", "-q", "-b", "feature/rating-speed");
        repository.Commit("one");
        Assert.Equal($"1.2.4-rating-speed.1.{repository.Id}", await repository.VersionAsync());
        repository.Commit("two");
        var version = await repository.ReadAsync();
        Assert.Equal($"1.2.4-rating-speed.2.{repository.Id}", version.SemVer);
        Assert.Equal("feature/rating-speed", version.Branch);
    }

    [Fact]
    public async Task A_folder_inside_the_repository_has_its_version()
    {
        using var repository = new VersionedRepository();
        repository.Write("inner/file", "x");
        repository.Commit("inner");
        var version = await repository.ReadAsync(directory: Path.Combine(repository.Root, "inner"));
        Assert.Equal($"1.2.4-1.{repository.Id}", version.SemVer);
    }

    [Fact]
    public async Task Without_a_tag_it_says_from_where_versions_count()
    {
        using var repository = new VersionedRepository(tagged: false);
        Assert.Equal($"0.0.1-1.{repository.Id}", await repository.VersionAsync());
        var notice = Assert.Single(repository.Notices);
        Assert.Equal(Severity.Info, notice.Severity);
        Assert.Equal(
            "No version tag found; versions start at 0.0.0. "
                + "`git tag v1.0.0` marks a commit as that release.",
            notice.Text
        );
    }

    [Fact]
    public async Task A_shallow_clone_says_what_it_lacks_and_its_full_history_is_believed_afterwards()
    {
        using var origin = new VersionedRepository();
        origin.Commit("second");
        using var clone = new VersionedRepository(tagged: false);
        clone.Git("remote", "add", "origin", new Uri(origin.Root).AbsoluteUri);
        clone.Git("fetch", "-q", "--depth", "1", "--no-tags", "origin", "main");
        clone.Git("reset", "-q", "--hard", "FETCH_HEAD");
        Assert.Equal($"0.0.1-1.{clone.Id}", await clone.VersionAsync());
        var notice = Assert.Single(clone.Notices);
        Assert.Equal(Severity.Warning, notice.Severity);
        Assert.Equal(
            "No version tag found in this shallow clone; versions start at 0.0.0. "
                + "`git fetch --unshallow --tags` fetches the real one.",
            notice.Text
        );

        clone.Git("fetch", "-q", "--unshallow", "--no-tags", "origin", "main");
        Assert.Equal($"0.0.1-2.{clone.Id}", await clone.VersionAsync());
        clone.Git("fetch", "-q", "--tags", "origin");
        Assert.Equal($"1.2.4-1.{clone.Id}", await clone.VersionAsync());
    }

    [Theory]
    [InlineData("GitFlow/v1", "develop", "1.3.0-alpha.1")]
    [InlineData("GitFlow/v1", "release/2.0.0", "2.0.0-beta.1.1")]
    [InlineData("GitFlow/v1", "hotfix/1.2.4", "1.2.4-beta.1.1")]
    [InlineData("TrunkBased/preview1", "main", "1.2.4-1")]
    [InlineData("TrunkBased/preview1", "feature/speed", "1.3.0-speed.1")]
    public async Task Other_workflows_have_their_versions(string workflow, string branch, string expected)
    {
        using var repository = new VersionedRepository();
        repository.Write("GitVersion.yml", $"workflow: {workflow}\n");
        repository.Commit("Change the workflow");
        repository.Git("tag", "-f", "v1.2.3");
        if (branch != "main")
            repository.Git("checkout", "-q", "-b", branch);
        repository.Commit("one");
        Assert.Equal($"{expected}.{repository.Id}", await repository.VersionAsync());
    }

    [Fact]
    public async Task A_newer_tag_that_is_not_on_the_branch_counts()
    {
        using var repository = new VersionedRepository();
        repository.Git("checkout", "-q", "-b", "feature/a");
        repository.Commit("on the branch");
        repository.Git("checkout", "-q", "main");
        repository.Commit("on main");
        repository.Git("tag", "v2.0.0");
        repository.Git("checkout", "-q", "feature/a");
        Assert.Equal($"2.0.1-a.1.{repository.Id}", await repository.VersionAsync());
    }

    [Fact]
    public async Task Outside_git_it_is_refused()
    {
        using var repository = new VersionedRepository();
        var outside = Directory.CreateTempSubdirectory("slipway-");
        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() =>
            repository.ReadAsync(directory: outside.FullName)
        );
        outside.Delete();
        Assert.Contains("not in a git repository", refusal.What, StringComparison.Ordinal);
        Assert.Equal(outside.FullName, refusal.Where);
        Assert.Contains("git init", refusal.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_is_refused()
    {
        using var repository = new VersionedRepository();
        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() =>
            repository.ReadAsync(directory: Path.Combine(repository.Root, "none"))
        );
        Assert.Contains("no such folder", refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_commits_is_refused()
    {
        using var repository = new VersionedRepository();
        repository.Git("init", "-q", "fresh");
        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() =>
            repository.ReadAsync(directory: Path.Combine(repository.Root, "fresh"))
        );
        Assert.Contains("there are no commits yet", refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_tool_refuses_is_refused_in_its_words()
    {
        using var repository = new VersionedRepository();
        repository.Write("GitVersion.yml", "workflow: GitHubFlow/v9\n");
        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() => repository.ReadAsync());
        Assert.StartsWith("GitVersion failed:", refusal.What, StringComparison.Ordinal);
        Assert.Contains("GitHubFlow.v9", refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_main_branch_that_the_configuration_does_not_know_is_explained()
    {
        using var repository = new VersionedRepository(tagged: false);
        repository.Git("branch", "-m", "trunk");
        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() => repository.ReadAsync());
        Assert.Contains("'branches: main: regex'", refusal.Next, StringComparison.Ordinal);
        repository.Write(
            "GitVersion.yml",
            $"{File.ReadAllText(Path.Combine(repository.Root, "GitVersion.yml"))}\n  main:\n    regex: ^(main|trunk)$\n"
        );
        repository.Commit("trunk");
        Assert.Equal($"0.0.1-2.{repository.Id}", await repository.VersionAsync());
    }

    [Fact]
    public async Task A_folder_without_the_tool_is_refused()
    {
        using var repository = new VersionedRepository();
        var refusal = await Assert.ThrowsAsync<VersioningRefusal>(() =>
            repository.ReadAsync(tool: repository.Root)
        );
        Assert.Contains("gitversion.dll", refusal.What, StringComparison.Ordinal);
        Assert.Equal(repository.Root, refusal.Where);
    }

    [Fact]
    public async Task Cancellation_stops_it()
    {
        using var repository = new VersionedRepository();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var reader = new VersionReader(repository, VersionedRepository.ToolFolder, repository.Cache);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            reader.ReadAsync(repository.Root, cancellation.Token)
        );
    }
}
