using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Tests.Releases;

/// <summary>What is kept of a failure.</summary>
public sealed class FailureEvidenceTests
{
    [Fact]
    public void All_that_was_said_is_kept_line_by_line() =>
        Assert.Equal(
            ["movie crashes", "| last words", "where: deployment/movie", "next: Read its log."],
            FailureEvidence.Of(new Failed("movie crashes\n| last words", "deployment/movie", "Read its log."))
        );

    [Fact]
    public void What_is_endless_is_cut_and_says_so()
    {
        var lines = FailureEvidence.Of(
            new Failed(string.Join('\n', Enumerable.Repeat(new string('x', 5000), 1000)), "here", "Go on.")
        );
        Assert.Equal((401, "... and 602 more lines"), (lines.Count, lines[^1]));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 1001));
    }

    [Fact]
    public void A_command_that_was_stopped_has_nothing_to_tell() =>
        Assert.Empty(FailureEvidence.Of(new OperationCanceledException()));

    [Fact]
    public void An_unexpected_failure_is_kept_without_its_stack() =>
        Assert.Equal(["broken\\x1b[2J"], FailureEvidence.Of(new InvalidOperationException("broken\e[2J")));

    private sealed class Failed(string what, string where, string next) : Refusal(what, where, next);
}
