using Slipway.Targets.Testing;
using TestResult = Slipway.Targets.Testing.TestResult;

namespace Slipway.Targets.Tests.Testing;

public class SkippedTestsTests
{
    [Fact]
    public void Tests_that_are_skipped_for_the_same_reason_are_one_line_the_most_frequent_first() =>
        Assert.Equal(
            ["3 skipped: No Docker Engine answers (start dockerd)", "2 skipped: kubectl is not installed"],
            SkippedTests.Lines([
                Skipping(
                    ("A", "kubectl is not installed"),
                    ("B", "No Docker Engine answers (start dockerd)")
                ),
                Skipping(
                    ("C", "No Docker Engine answers (start dockerd)."),
                    ("D", "No Docker Engine answers (start dockerd)"),
                    ("E", "kubectl is not installed")
                ),
            ])
        );

    [Fact]
    public void A_test_that_is_skipped_alone_is_named() =>
        Assert.Equal(
            ["1 skipped: Windows has no signals (Stops_at_SIGTERM)"],
            SkippedTests.Lines([Skipping(("Stops_at_SIGTERM", "Windows has no signals"))])
        );

    [Fact]
    public void Where_nothing_is_skipped_nothing_is_said() => Assert.Empty(SkippedTests.Lines([Skipping()]));

    private static TestResult Skipping(params (string Test, string Reason)[] skipped) =>
        new("One", 1, 0, skipped, TimeSpan.Zero);
}
