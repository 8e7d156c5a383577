using Slipway.Releases;
using static Slipway.Releases.ReleaseKind;
using static Slipway.Releases.ReleaseState;
using static Slipway.Tests.Releases.ReleaseSamples;

namespace Slipway.Tests.Releases;

public sealed class RollbackTargetTests
{
    [Fact]
    public void The_release_before_the_running_one_comes_back() =>
        Assert.Equal(2, Choose(null, Release(1, Superseded), Release(2, Superseded), Release(3)));

    [Fact]
    public void Failed_and_taken_back_releases_are_passed_over() =>
        Assert.Equal(
            1,
            Choose(null, Release(1, Superseded), Release(2, Failed), Release(3, RolledBack), Release(4))
        );

    [Fact]
    public void After_a_failed_or_killed_release_the_last_good_one_comes_back()
    {
        Assert.Equal(2, Choose(null, Release(1, Superseded), Release(2), Release(3, Failed)));
        Assert.Equal(2, Choose(null, Release(1, Superseded), Release(2), Release(3, Pending)));
    }

    [Fact]
    public void A_second_rollback_goes_further_back_and_not_forth_again() =>
        Assert.Equal(
            1,
            Choose(
                null,
                Release(1, Superseded),
                Release(2, Superseded),
                Release(3, RolledBack),
                Release(4, Deployed, Rollback, restores: 2)
            )
        );

    [Fact]
    public void Canaries_do_not_count() =>
        Assert.Equal(1, Choose(null, Release(1, Superseded), Release(2), Release(3, Deployed, Canary)));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("r2", 2)]
    [InlineData("1.1.0", 1)]
    [InlineData("v1.2.0", 2)]
    public void A_version_or_a_revision_may_be_named(string to, int expected) =>
        Assert.Equal(expected, Choose(to, Release(1, Superseded), Release(2, Superseded), Release(3)));

    [Fact]
    public void What_cannot_be_gone_back_to_is_refused()
    {
        Assert.Throws<NoRollbackTargetException>(() => Choose(null));
        Assert.Throws<NoRollbackTargetException>(() => Choose(null, Release(1)));
        Assert.Throws<NoRollbackTargetException>(() => Choose(null, Release(1, Failed), Release(2)));
        Assert.Contains(
            "is failed",
            Assert.Throws<NoRollbackTargetException>(() => Choose("1", Release(1, Failed), Release(2))).What
        );
        Assert.Contains(
            "is already running",
            Assert
                .Throws<NoRollbackTargetException>(() => Choose("2", Release(1, Superseded), Release(2)))
                .What
        );
        Assert.Equal(
            "There is no release '9'; the last good ones are 1.2.0 (revision 2), 1.1.0 (revision 1).",
            Assert.Throws<ReleaseUnknownException>(() => Choose("9", Release(1, Superseded), Release(2))).What
        );
    }

    [Fact]
    public void A_bounded_history_keeps_what_may_still_be_needed()
    {
        Release[] history =
        [
            Release(1, Superseded),
            Release(2, Superseded),
            Release(3),
            Release(4, Pending),
            .. Enumerable.Range(5, 4).Select(r => Release(r, Failed)),
        ];
        var releases = history.Select(r =>
            (r.Revision, (ReleaseState?)r.State, r.Kind == ReleaseKind.Canary)
        );
        Assert.Equal([1, 5], HistoryLimit.Surplus(releases, 3).Order());
        Assert.Empty(HistoryLimit.Surplus(releases, 20));
    }

    private static int Choose(string? to, params Release[] history) =>
        RollbackTarget.Choose(history, to, "here").Revision;
}
