using Slipway.Targets.CommandLine;
using Slipway.Targets.Logging;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Logging;

/// <summary>A difference as people read it. The whole of it is in the folder Golden.</summary>
public sealed class DiffTextTests
{
    private static readonly string s_golden = Path.Combine(Checkout.Root, "tests/Build.Tests/Logging/Golden");

    [Theory]
    [InlineData("diff.txt", null)]
    [InlineData("diff-80.txt", 80)]
    public void A_field_is_one_line_where_there_is_room_and_otherwise_three(string file, int? width)
    {
        var lines = DiffText.Of(DiffSample.Everything, new TerminalStyle(width, HasColors: false));
        Assert.Equal(
            File.ReadAllText(Path.Combine(s_golden, file)).ReplaceLineEndings("\n").Split('\n')[..^1],
            lines
        );
        Assert.All(lines.Where(line => line.StartsWith(' ')), line =>
            Assert.True(line.Length <= (width ?? 1000), line)
        );
    }

    [Fact]
    public void Colours_are_on_a_terminal_alone()
    {
        var plain = DiffText.Of(DiffSample.Everything, TerminalStyle.None);
        Assert.DoesNotContain(plain, line => line.Contains('\e'));
        var colored = DiffText.Of(DiffSample.Everything, new TerminalStyle(null, HasColors: true));
        Assert.Contains("\e[31m2\e[0m -> \e[32m3\e[0m", string.Join('\n', colored));
    }

    [Fact]
    public void Colours_reach_the_terminal_and_those_of_others_do_not()
    {
        var output = new StringWriter { NewLine = "\n" };
        var diff = DiffSample.Of(DiffSample.Changed("data[\e[2J]", "a\e[31m", "b\n::error::c\n\e]0;t\a"));
        new Results(OutputFormat.Text, output).Write(
            () => DiffText.Of(diff, new TerminalStyle(null, HasColors: true)),
            () => [],
            painted: true
        );
        Assert.Contains("\e[32m    + b\e[0m\n", $"{output}");
        // Nothing but our own renditions is left.
        var rest = System.Text.RegularExpressions.Regex.Replace($"{output}", @"\e\[(1|3[123]|0)m", "");
        Assert.DoesNotContain(rest, c => char.IsControl(c) && c != '\n');
        Assert.Contains(@"data[\x1b[2J]", rest);
    }

    [Fact]
    public void Only_what_is_different_of_two_long_values_is_shown()
    {
        var (before, after) = (new string('a', 500) + "1", new string('a', 500) + "2");
        var lines = DiffText.Of(
            DiffSample.Of(DiffSample.Changed("data.x", before, after)),
            new TerminalStyle(80, false)
        );
        Assert.Equal(
            ["  data.x  …aaaaaaaaaaaaaaaaaaaa1 -> …aaaaaaaaaaaaaaaaaaaa2"],
            lines.Skip(1).SkipLast(1)
        );
    }

    [Fact]
    public void What_a_terminal_would_obey_is_made_visible()
    {
        var lines = DiffText.Of(
            DiffSample.Of(
                DiffSample.Changed("data[\e[2J]", "a\e[31m", "b"),
                DiffSample.Changed("data.file", "x\n\e[2J\n", "y\n##[error]\n")
            ),
            TerminalStyle.None
        );
        Assert.DoesNotContain(lines, line => line.Contains('\e') || line.Contains("##["));
    }

    [Fact]
    public void A_file_that_changes_all_over_is_cut_and_says_how_much()
    {
        string Text(string word) => string.Join('\n', Enumerable.Range(1, 100).Select(i => $"{word} {i}"));
        var lines = DiffText.Of(
            DiffSample.Of(DiffSample.Changed("data.file", Text("old"), Text("new"))),
            TerminalStyle.None
        );
        Assert.Equal("    ... and 140 more lines", lines[^2]);
    }
}
