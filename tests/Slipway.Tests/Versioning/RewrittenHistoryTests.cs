namespace Slipway.Tests.Versioning;

/// <summary>GitVersion counts commits; these are the ways in which two of them get one number.</summary>
public class RewrittenHistoryTests
{
    [Fact]
    public async Task An_amended_commit_is_another_version()
    {
        using var repository = new VersionedRepository();
        repository.Commit("probe");
        var before = await repository.VersionAsync();
        repository.Write("source.txt", "two\n");
        repository.Git("commit", "-q", "-a", "--amend", "-m", "probe");
        var after = await repository.VersionAsync();
        Assert.Equal(WithoutId(before), WithoutId(after));
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task A_rebased_commit_is_another_version()
    {
        using var repository = new VersionedRepository();
        repository.Git("checkout", "-q", "-b", "feature/a");
        repository.Write("a.txt", "a\n");
        repository.Commit("a");
        var before = await repository.VersionAsync();
        repository.Git("reset", "-q", "--hard", "main");
        repository.Write("b.txt", "b\n");
        repository.Commit("b");
        Assert.NotEqual(before, await repository.VersionAsync());
    }

    [Fact]
    public async Task Commits_that_are_checked_out_without_a_branch_have_versions_of_their_own()
    {
        using var repository = new VersionedRepository();
        repository.Git("checkout", "-q", "-b", "feature/a");
        repository.Commit("a");
        repository.Git("branch", "feature/b");
        repository.Git("checkout", "-q", "--detach");
        var one = await repository.ReadAsync();
        Assert.Equal("(no branch)", one.Branch);
        Assert.Equal($"1.2.4-1.{repository.Id}", one.SemVer);
        repository.Git("commit", "-q", "--amend", "--allow-empty", "-m", "other");
        Assert.NotEqual(one.SemVer, await repository.VersionAsync());
    }

    [Fact]
    public async Task A_commit_has_the_same_version_in_every_clone()
    {
        using var repository = new VersionedRepository();
        repository.Commit("one");
        using var clone = new VersionedRepository(tagged: false);
        clone.Git("fetch", "-q", "--tags", new Uri(repository.Root).AbsoluteUri, "main");
        clone.Git("reset", "-q", "--hard", "FETCH_HEAD");
        Assert.Equal(await repository.VersionAsync(), await clone.VersionAsync());
    }

    [Theory]
    [InlineData("tag", "v1.3.0")]
    [InlineData("tag", "-a", "-m", "annotated", "v1.3.0")]
    public async Task A_tagged_commit_has_the_tags_version_alone(params string[] tagging)
    {
        using var repository = new VersionedRepository();
        repository.Commit("one");
        repository.Git(tagging);
        Assert.Equal("1.3.0", await repository.VersionAsync());
    }

    private static string WithoutId(string version) => version[..version.LastIndexOf('.')];
}
