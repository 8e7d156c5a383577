using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Tests.Releases;

/// <summary>Which release people mean.</summary>
public sealed class ReleaseChoiceTests
{
    private static readonly IReadOnlyList<Release> s_history =
    [
        Of(1, "1.0.0", ReleaseState.Superseded),
        Of(2, "1.1.0", ReleaseState.Failed),
        Of(3, "1.1.0", ReleaseState.Superseded),
        Of(4, "1.0.0", ReleaseState.Deployed),
    ];

    [Theory]
    [InlineData("2", 2)]
    [InlineData("r2", 2)]
    [InlineData("1.1.0", 3)]
    [InlineData("v1.0.0", 4)]
    public void A_number_is_a_revision_and_a_version_means_its_newest_release(string text, int revision) =>
        Assert.Equal(revision, ReleaseChoice.Find(s_history, text, "the history").Revision);

    [Theory]
    [InlineData("5")]
    [InlineData("1.1")]
    [InlineData("")]
    [InlineData("99999999999")]
    public void What_is_not_recorded_is_refused_with_what_is(string text)
    {
        var refused = Assert.Throws<ReleaseUnknownException>(() =>
            ReleaseChoice.Find(s_history, text, "the history")
        );
        Assert.Equal(
            $"There is no release '{text}'; the newest ones are 1.0.0 (revision 4), 1.1.0 (revision 3), "
                + "1.1.0 (revision 2), 1.0.0 (revision 1).",
            refused.What
        );
    }

    [Fact]
    public void An_empty_history_is_said_to_be_one() =>
        Assert.Equal(
            "There is no release '1': nothing is recorded.",
            Assert.Throws<ReleaseUnknownException>(() => ReleaseChoice.Find([], "1", "the history")).What
        );

    private static Release Of(int revision, string version, ReleaseState state) =>
        new(
            "shop",
            revision,
            version,
            null,
            null,
            "staging",
            ReleaseKind.Deploy,
            state,
            new Dictionary<string, ImageReference>(),
            [],
            "ada",
            DateTimeOffset.UnixEpoch
        );
}
