using Slipway.Pipeline.Changes;
using Slipway.Releases;
using Slipway.Tests.Releases;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Tests.Pipeline;

public sealed class CommitOrderTests
{
    private static readonly Release s_running = ReleaseSamples.Release(4) with
    {
        Commit = new string('a', 40),
    };
    private static readonly string s_ours = new('b', 40);

    public static TheoryData<CommitRelation, string?, string?> Deploys =>
        new()
        {
            { CommitRelation.Same, null, null },
            { CommitRelation.Newer, null, null },
            {
                CommitRelation.Older,
                "commit bbbbbbb is older than commit aaaaaaa, which runs in staging as 1.4.0 (revision 4): "
                    + "deploying it would take back what came since",
                "update the checkout: git pull; "
            },
            {
                CommitRelation.Diverged,
                "commit bbbbbbb does not contain commit aaaaaaa, which runs in staging as 1.4.0 (revision 4): "
                    + "deploying it would take back what only that one has",
                "merge or rebase onto it: git rebase aaaaaaa; "
            },
            {
                CommitRelation.Unknown,
                "this clone does not know commit aaaaaaa, which runs in staging as 1.4.0 (revision 4), "
                    + "so commit bbbbbbb may lack it",
                "git fetch, then merge it; "
            },
            {
                CommitRelation.UnknownShallow,
                "this shallow clone cannot tell whether commit bbbbbbb contains commit aaaaaaa, "
                    + "which runs in staging as 1.4.0 (revision 4)",
                "git fetch --unshallow (in CI: fetch-depth: 0); "
            },
        };

    [Theory]
    [MemberData(nameof(Deploys))]
    public void A_commit_follows_only_what_it_contains(CommitRelation relation, string? what, string? cure)
    {
        var problem = CommitOrder.Problem(relation, s_ours, s_running, "staging");
        Assert.Equal(what, problem?.What);
        Assert.Equal(cure is null, problem is null);
        if (problem is null)
            return;
        Assert.StartsWith(cure!, problem.Next, StringComparison.Ordinal);
        Assert.EndsWith("./build.sh Deploy --env staging --allow-older \"<reason>\"", problem.Next);
        Assert.Equal(Outcome.Refused, problem.Outcome);
    }

    [Theory]
    [InlineData(CommitRelation.Same, null)]
    [InlineData(CommitRelation.Newer, null)]
    [InlineData(CommitRelation.Older, "1.3.0 is older than 1.4.0 (revision 4), which runs in staging")]
    [InlineData(CommitRelation.Diverged, "1.3.0 does not contain commit aaaaaaa of 1.4.0 (revision 4)")]
    [InlineData(CommitRelation.Unknown, "Whether 1.3.0 contains commit aaaaaaa of 1.4.0 (revision 4)")]
    public void A_promotion_that_goes_back_says_so(CommitRelation relation, string? start) =>
        Assert.True(
            CommitOrder.Remark(relation, "1.3.0", s_running, "staging") is { } remark
                ? start is not null && remark.StartsWith(start, StringComparison.Ordinal)
                : start is null
        );
}
