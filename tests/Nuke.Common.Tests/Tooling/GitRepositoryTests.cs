using Nuke.Common.Git;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Xunit;

namespace NukeCommon.Tests.Tooling;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly AbsolutePath _directory = Directory.CreateTempSubdirectory("repository-").FullName;

    public void Dispose() => _directory.DeleteDirectory();

    [Theory]
    [InlineData("https://github.com/owner/name.git", GitProtocol.Https, "github.com")]
    [InlineData("https://token@github.com/owner/name", GitProtocol.Https, "github.com")]
    [InlineData("git@github.com:owner/name.git", GitProtocol.Ssh, "github.com")]
    [InlineData("ssh://git@git.host:22/owner/name", GitProtocol.Ssh, "git.host:22")]
    public void Remotes_are_understood_in_every_form(string url, GitProtocol protocol, string endpoint) =>
        Assert.Equal(new GitRemoteUrl(protocol, endpoint, "owner/name"), GitRemoteUrl.Parse(url));

    [Fact]
    public void A_folder_is_no_remote_with_an_endpoint() => Assert.Null(GitRemoteUrl.Parse("/srv/git/name"));

    [Fact]
    public void A_repository_knows_its_branch_commit_tags_and_remote()
    {
        Git(
            "init -q -b main",
            "remote add origin git@github.com:owner/name.git",
            "-c user.name=a -c user.email=a@b commit -q --allow-empty -m first",
            "tag v1.0.0"
        );
        var repository = GitRepository.FromLocalDirectory(_directory);
        Assert.Equal("main", repository.Branch);
        Assert.Equal(40, repository.Commit.Length);
        Assert.Equal(["v1.0.0"], repository.Tags);
        Assert.Equal("https://github.com/owner/name.git", repository.HttpsUrl);
        Assert.True(repository.IsOnMainBranch());
    }

    [Fact]
    public void A_detached_head_is_no_branch()
    {
        Git(
            "init -q",
            "-c user.name=a -c user.email=a@b commit -q --allow-empty -m first",
            "checkout -q --detach"
        );
        var repository = GitRepository.FromLocalDirectory(_directory);
        Assert.Null(repository.Branch);
        Assert.Equal(repository.Commit, repository.Head);
    }

    [Fact]
    public void Outside_of_git_there_is_no_repository() =>
        Assert.Throws<ProcessException>(() => GitRepository.FromLocalDirectory(_directory));

    private void Git(params string[] commands)
    {
        foreach (var command in commands)
            ProcessTasks.StartProcess("git", command, _directory, logInvocation: false).AssertZeroExitCode();
    }
}
