using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

public sealed class CommitHistoryTests : IDisposable
{
    private readonly VersionedRepository _repository = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _repository.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_commit_is_the_same_newer_older_or_beside_another_one()
    {
        var first = Head();
        _repository.Commit("Second");
        var second = Head();
        _repository.Git("commit", "-q", "--amend", "--allow-empty", "-m", "Amended");
        var amended = Head();

        Assert.Equal(CommitRelation.Same, await RelateAsync(first, first));
        Assert.Equal(CommitRelation.Newer, await RelateAsync(second, first));
        Assert.Equal(CommitRelation.Older, await RelateAsync(first, second));
        Assert.Equal(CommitRelation.Diverged, await RelateAsync(amended, second));
    }

    [Fact]
    public async Task What_the_clone_lacks_is_unknown_and_a_shallow_clone_says_so()
    {
        var first = Head();
        _repository.Commit("Second");
        _repository.Commit("Third");
        var shallow = Path.Combine(_folder.Path, "shallow");
        _repository.Git("clone", "-q", "--depth", "1", $"file://{_repository.Root}", shallow);

        Assert.Equal(CommitRelation.Unknown, await RelateAsync(first, new string('a', 40)));
        Assert.Equal(
            CommitRelation.UnknownShallow,
            await new CommitHistory(shallow).RelateAsync(Head(), first, Stop)
        );
        Assert.Equal(
            CommitRelation.Unknown,
            await new CommitHistory(_folder.Path).RelateAsync(Head(), first, Stop)
        );
    }

    [Theory]
    [InlineData("--upload-pack=x")]
    [InlineData("HEAD")]
    [InlineData("")]
    public async Task What_is_no_commit_id_never_reaches_git(string commit) =>
        Assert.Equal(CommitRelation.Unknown, await RelateAsync(Head(), commit));

    private string Head() => _repository.Git("rev-parse", "HEAD").Trim();

    private Task<CommitRelation> RelateAsync(string commit, string other) =>
        new CommitHistory(_repository.Root).RelateAsync(commit, other, Stop);
}
