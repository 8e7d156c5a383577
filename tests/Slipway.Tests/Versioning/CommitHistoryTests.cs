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

    [Fact]
    public async Task Commits_between_two_are_those_that_only_one_of_them_has()
    {
        var first = Head();
        _repository.Commit("Second: it's \u001b[31mred");
        var second = Head();
        _repository.Git("commit", "-q", "--amend", "--allow-empty", "-m", "Amended");
        var amended = Head();

        Assert.Equal(["+ Amended"], await BetweenAsync(first, amended));
        Assert.Equal(["- Amended"], await BetweenAsync(amended, first));
        Assert.Equal(
            ["+ Second: it's \u001b[31mred", "- Amended"],
            (await BetweenAsync(amended, second))!.Order(StringComparer.Ordinal)
        );
        Assert.Empty((await BetweenAsync(first, first))!);
        Assert.Null(await BetweenAsync(first, new string('a', 40)));
        Assert.Null(await BetweenAsync("--all", first));
    }

    private async Task<IEnumerable<string>?> BetweenAsync(string from, string to) =>
        (await new CommitHistory(_repository.Root).BetweenAsync(from, to, most: 10, Stop))?.Select(commit =>
            $"{(commit.IsAdded ? '+' : '-')} {commit.Subject}"
        );

    private string Head() => _repository.Git("rev-parse", "HEAD").Trim();

    private Task<CommitRelation> RelateAsync(string commit, string other) =>
        new CommitHistory(_repository.Root).RelateAsync(commit, other, Stop);
}
