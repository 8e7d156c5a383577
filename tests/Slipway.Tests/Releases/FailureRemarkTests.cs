using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Rollouts.Waiting;

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
    public void Of_several_failures_the_first_is_named_and_the_others_are_counted()
    {
        var workload = new ObjectKey("apps/v1", "Deployment", "shop", "movie");
        var crash = new PodFault(FaultGrade.Fatal, 1, "c", "Crash", "exited with code 1", "");
        var failure = new RolloutFailedException(
            [
                new RolloutFault(workload, "movie-1", crash, new FailureLog(["boom"], [])),
                new RolloutFault(workload with { Name = "rating" }, "rating-1", crash, FailureLog.None),
            ],
            "here"
        );
        Assert.Equal(
            "deployment/movie, pod movie-1, container c: Crash: exited with code 1 (and 1 more)",
            FailureRemark.Of(failure)
        );
    }

    [Fact]
    public void A_remark_has_an_end() => Assert.Equal(501, FailureRemark.Of(new string('x', 9000)).Length);
}
