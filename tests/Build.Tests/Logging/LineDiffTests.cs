using Slipway.Targets.Logging;

namespace Slipway.Targets.Tests.Logging;

/// <summary>Texts are compared as <c>diff -u</c> compares files.</summary>
public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("a b c", "a x c", " a|-b|+x| c")]
    [InlineData("a b c d", "a c d e", " a|-b| c| d|+e")]
    [InlineData("", "a b", "+a|+b")]
    [InlineData("a b", "", "-a|-b")]
    [InlineData(
        "1 2 3 4 5 6 x 7 8 9 10 11 12 13 14 15",
        "1 2 3 4 5 6 y 7 8 9 10 11 12 13 14 z",
        " 4| 5| 6|-x|+y| 7| 8| 9|@...| 12| 13| 14|-15|+z"
    )]
    public void Changes_stand_between_lines_that_stay(string before, string after, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                '|',
                LineDiff.Of(Words(before), Words(after)).Select(line => $"{line.Sign}{line.Text}")
            )
        );

    [Fact]
    public void Texts_that_are_too_long_to_be_compared_are_taken_as_changed()
    {
        string[] Text(string word) => [.. Enumerable.Range(0, 3000).Select(i => $"{word} {i % 7}")];
        var lines = LineDiff.Of(Text("a"), Text("b"));
        Assert.Equal((3000, 3000), (lines.Count(l => l.Sign == '-'), lines.Count(l => l.Sign == '+')));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
