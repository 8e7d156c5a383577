namespace GitVersion.Tests;

public class VersionTests
{
    [Theory]
    // Tags
    [InlineData("commit", "0.0.1-1")]
    [InlineData("commit; commit; commit; commit", "0.0.1-4")]
    [InlineData("commit; tag v2.3.4", "2.3.4")]
    [InlineData("commit; tag 2.3.4; commit", "2.3.5-1")]
    [InlineData("commit; tag V2.3.4; commit; commit", "2.3.5-2")]
    [InlineData("commit; annotate v2.3.4; commit; commit", "2.3.5-2")]
    [InlineData("commit; tag v0.9.0; commit; tag v0.10.0; commit", "0.10.1-1")]
    [InlineData("commit; tag v2.0.0; commit; tag v1.0.0; commit", "2.0.1-2")]
    [InlineData("commit; tag v1.0.0; tag v1.1.0", "1.1.0")]
    [InlineData("commit; tag v1.0; tag release; tag v1.x.0; tag w1.0.0; commit", "0.0.1-2")]
    [InlineData(
        "commit; tag v1.0.0; commit; branch other; commit; tag v5.0.0; checkout main; commit",
        "1.0.1-2"
    )]
    // Pre-release tags that are not this branch's own lift the goal, and nothing is counted from them
    [InlineData("commit; tag v1.0.0; commit; tag v2.0.0-rc.1; commit; commit", "2.0.0-3")]
    [InlineData("commit; tag v1.0.0; commit; tag v2.0.0-rc.1", "2.0.0-1")]
    [InlineData("commit; tag v1.0.0; commit; tag v1.0.1-alpha.7; commit", "1.0.1-2")]
    [InlineData("commit; tag v3.0.0-beta; commit", "3.0.0-2")]
    [InlineData("commit; tag v1.0.0-beta.1; commit; tag v1.0.0; commit", "1.0.1-1")]
    // A number alone is main's own pre-release
    [InlineData("commit; tag v1.0.0; commit; tag v1.4.0-2; commit", "1.4.0-3")]
    // Commit messages
    [InlineData("commit; tag v1.0.0; commit a +semver: minor; commit", "1.1.0-2")]
    [InlineData(
        "commit; tag v1.0.0; commit a +semver: feature; commit b +semver: breaking; commit",
        "2.0.0-3"
    )]
    [InlineData("commit; tag v1.0.0; commit a +SemVer: Major", "2.0.0-1")]
    [InlineData("commit; tag v0.4.0; commit a +semver: major", "0.5.0-1")]
    [InlineData("commit; tag v1.0.0; commit a +semver: none", "1.0.1-1")]
    [InlineData("commit a +semver: major; tag v1.0.0; commit", "1.0.1-1")]
    public async Task Main_counts_on_from_the_last_release(string history, string version)
    {
        using var repository = new TestRepository(history);
        Assert.Equal(version, await Run.VersionOfAsync(repository));
    }

    [Theory]
    [InlineData("commit; tag v1.0.0; branch feature/search; commit; commit", "1.0.1-search.1+2")]
    [InlineData("commit; tag v1.0.0; branch features/a_b.c; commit", "1.0.1-a-b-c.1+1")]
    [InlineData("commit; tag v1.0.0; branch feature/search", "1.0.1-search.1+0")]
    [InlineData("commit; branch feature/search; commit; tag v1.2.0-search.4; commit", "1.2.0-search.5+1")]
    [InlineData("commit; tag v1.0.0; branch feature/a; commit x +semver: minor", "1.1.0-a.1+1")]
    [InlineData("commit; tag v1.0.0; branch fix/typo; commit", "1.0.1-fix-typo.1+1")]
    [InlineData("commit; tag v1.0.0; branch pull/17/merge; commit; commit", "1.0.1-PullRequest17.2")]
    [InlineData("commit; tag v1.0.0; branch pr-8; commit", "1.0.1-PullRequest8.1")]
    [InlineData("commit; tag v1.0.0; branch release/1.4; commit", "1.4.0-beta.1+1")]
    [InlineData("commit; tag v1.0.0; commit; branch releases/v2.0.0; commit", "2.0.0-beta.1+2")]
    [InlineData("commit; branch release/2.0.0; commit; tag v2.0.0-beta.3; commit", "2.0.0-beta.4+1")]
    [InlineData("commit; branch release/2.0.0; commit; tag v2.0.0; commit", "2.0.1-beta.1+1")]
    [InlineData("commit; branch release/2.0.0; commit", "2.0.0-beta.1+2")]
    [InlineData("commit; tag v1.0.0; branch release/summer; commit", "1.0.1-beta.1+1")]
    public async Task A_branch_shows_in_the_label(string history, string version)
    {
        using var repository = new TestRepository(history);
        Assert.Equal(version, await Run.VersionOfAsync(repository));
    }

    [Theory]
    [InlineData("branch feature/x; commit; checkout main; merge feature/x", "1.0.1-2")]
    [InlineData("branch feature/x; commit a +semver: minor; checkout main; merge feature/x", "1.1.0-2")]
    [InlineData("branch release/1.6; commit; checkout main; merge release/1.6", "1.6.0-2")]
    [InlineData(
        "branch release/1.6; commit; checkout main; merge release/1.6; tag v1.6.0; commit",
        "1.6.1-1"
    )]
    [InlineData(
        "branch release/1.6; commit; tag v1.6.0; checkout main; merge release/1.6; commit",
        "1.6.1-2"
    )]
    [InlineData(
        "branch release/1.0.1; commit; checkout main; commit; tag v1.0.5; merge release/1.0.1",
        "1.0.6-2"
    )]
    // The tag and the merge agree on the version: commits count from the older of the two
    [InlineData(
        "commit; branch release/1.0.1; commit; checkout main; commit; merge release/1.0.1",
        "1.0.1-4"
    )]
    // The release branch started before the last tag: commits count from where it started
    [InlineData(
        "branch release/3.0; commit; checkout main; commit; tag v1.1.0; merge release/3.0",
        "3.0.0-3"
    )]
    public async Task Merges_count_and_a_merged_release_branch_is_the_version(string history, string version)
    {
        using var repository = new TestRepository("commit; tag v1.0.0; " + history);
        Assert.Equal(version, await Run.VersionOfAsync(repository));
    }

    [Theory]
    [InlineData("Merge branch 'release/1.6'", "1.6.0-2")]
    [InlineData("Merge branch 'release/1.6' into main", "1.6.0-2")]
    [InlineData("Merge remote-tracking branch 'origin/release/1.6'", "1.6.0-2")]
    [InlineData("Merge pull request #3 from me/release/1.6", "1.6.0-2")]
    [InlineData("Merge pull request #3 in shop/app from release/1.6 to main", "1.6.0-2")]
    [InlineData("Merge pull request 7 from release/1.6 into main", "1.6.0-2")]
    [InlineData("Merged in release/1.6 (pull request #3)", "1.6.0-2")]
    [InlineData("Finish release/1.6", "1.6.0-2")]
    [InlineData("Merge branch 'feature/1.6'", "1.0.1-2")]
    [InlineData("Take in release/1.6", "1.0.1-2")]
    public async Task The_words_of_git_and_hosts_name_the_merged_branch(string message, string version)
    {
        using var repository = new TestRepository("commit; tag v1.0.0; branch release/1.6; commit");
        repository.Grow("checkout main");
        repository.Grow($"merge release/1.6 {message}");
        Assert.Equal(version, await Run.VersionOfAsync(repository));
    }

    [Theory]
    [InlineData("commit; tag v1.0.0; commit; commit; checkout HEAD~1", "1.0.1-1")]
    [InlineData("commit; tag v1.0.0; commit; checkout v1.0.0", "1.0.0")]
    [InlineData("commit; tag v1.0.0; commit; branch other; checkout HEAD~0", "1.0.1--no-branch-.1+1")]
    public async Task A_detached_head_is_on_the_only_branch_that_contains_it(string history, string version)
    {
        using var repository = new TestRepository(history);
        repository.Git("checkout", "-q", "--detach");
        Assert.Equal(version, await Run.VersionOfAsync(repository));
    }

    [Fact]
    public async Task A_pull_request_that_CI_checked_out_is_known_by_its_reference()
    {
        using var repository = new TestRepository("commit; tag v1.0.0; branch topic; commit");
        repository.Git("update-ref", "refs/remotes/pull/31/merge", "HEAD");
        repository.Git("checkout", "-q", "--detach");
        repository.Git("branch", "-q", "-D", "topic");
        Assert.Equal("1.0.1-PullRequest31.1", await Run.VersionOfAsync(repository));
    }

    [Fact]
    public async Task A_trunk_called_master_is_main()
    {
        using var repository = new TestRepository("commit; tag v1.0.0; commit", trunk: "master");
        Assert.Equal("1.0.1-1", await Run.VersionOfAsync(repository));
    }

    [Fact]
    public async Task A_shallow_clone_counts_what_it_has()
    {
        using var origin = new TestRepository("commit; tag v1.0.0; commit; commit");
        using var clone = new TestRepository();
        clone.Git("fetch", "-q", "--depth", "1", "--no-tags", new Uri(origin.Root).AbsoluteUri, "main");
        clone.Git("reset", "-q", "--hard", "FETCH_HEAD");
        Assert.Equal("0.0.1-1", await Run.VersionOfAsync(clone));
    }
}
