using Slipway.Targets.Testing;

namespace Slipway.Targets.Tests.Testing;

public class SkippedLinesTests
{
    [Fact]
    public void Skipped_tests_are_left_to_the_summary_and_failed_ones_are_shown()
    {
        var skipped = new SkippedLines();
        string[] lines =
        [
            "    A.Skipped [SKIP]",
            "      No Docker Engine answers",
            "    A.Failed [FAIL]",
            "      Assert.Equal() Failure",
            "    B.Skipped [SKIP]",
            "      kubectl is not installed",
            "=== SUMMARY ===",
        ];
        Assert.Equal(
            ["    A.Failed [FAIL]", "      Assert.Equal() Failure", "=== SUMMARY ==="],
            lines.Where(line => !skipped.Contains(line))
        );
    }
}
