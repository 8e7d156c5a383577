using Slipway.Targets.Logging;

namespace Slipway.Targets.Tests.Logging;

/// <summary>Why a release failed, as people read it.</summary>
public sealed class ReportTextTests
{
    [Fact]
    public void It_says_which_release_why_and_what_was_known_then() =>
        Assert.Equal(
            """
            1.4.0 (revision 12): failed, deploy by kubernetes-admin (ada@desk) 3h ago
            commit cccccccccccccccccccccccccccccccccccccccc
            failure: deployment/movie: pod movie-7d4-x2, container movie: it crashed (exit code 1)

            Recorded when it failed:
              deployment/movie: pod movie-7d4-x2, container movie: it crashed (exit code 1)
                | no database
              where: deployment/movie in namespace shop
              next: Read the log above, correct the service and deploy again.
            """.ReplaceLineEndings("\n"),
            string.Join('\n', ReportText.Of(ReportSample.Failed, ReportSample.Failed.Started.AddHours(3)))
        );

    [Fact]
    public void A_release_that_did_not_fail_says_so() =>
        Assert.Equal(
            "It did not fail.",
            ReportText.Of(
                ReportSample.Failed with
                {
                    Failure = null,
                    Evidence = [],
                },
                ReportSample.Failed.Started
            )[^1]
        );
}
