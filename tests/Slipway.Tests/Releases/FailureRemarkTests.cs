using Slipway.Releases;

namespace Slipway.Tests.Releases;

public sealed class FailureRemarkTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one\ntwo", "one")]
    [InlineData("\n  one  \n two", "one")]
    [InlineData(
        "Not rolled out within 30 s:\n  deployment/movie: crash\n  | log",
        "Not rolled out within 30 s: deployment/movie: crash"
    )]
    [InlineData("a:\nb:\nc\nd", "a: b: c")]
    [InlineData("a:", "a:")]
    public void The_first_line_that_says_something_is_kept(string message, string remark) =>
        Assert.Equal(remark, FailureRemark.Of(message));

    [Fact]
    public void A_remark_has_an_end() => Assert.Equal(501, FailureRemark.Of(new string('x', 9000)).Length);
}
