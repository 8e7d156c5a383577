using Slipway.Reporting;
using Slipway.Targets.Logging;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Slipway.Targets.Tests.Logging;

/// <summary>What a person sees while a release is waited for.</summary>
public sealed class ProgressTableTests
{
    private static readonly ProgressRows s_rows = ProgressRows
        .None.With(new Progress("deployment/movie", "2 of 3 pods are available", (2, 3)), Seconds(0))
        .With(
            new Progress(
                "deployment/rating",
                "FailedMount: secret \"rating-database\" not found (volume database)",
                (0, 2)
            ),
            Seconds(1)
        )
        .With(new Progress("job/migrate", "the controller has not seen it yet", null), Seconds(100));

    [Fact]
    public void Each_subject_has_a_line_with_bar_count_cause_and_time() =>
        Assert.Equal(
            """
            ⠴ deployment/movie  ━━━━━━──── 2/3 2 of 3 pods are available                                1m42s
            ⠴ deployment/rating ────────── 0/2 FailedMount: secret "rating-database" not found (volume… 1m41s
            ⠴ job/migrate                      the controller has not seen it yet                          2s
            """,
            Drawn(s_rows, width: 98)
        );

    [Fact]
    public void The_cause_gives_way_on_a_narrow_terminal() =>
        Assert.Equal(
            """
            ⠴ deployment/movie  ━━━━━━──── 2/3 2 of 3 pods are… 1m42s
            ⠴ deployment/rating ────────── 0/2 FailedMount: se… 1m41s
            ⠴ job/migrate                      the controller …    2s
            """,
            Drawn(s_rows, width: 58)
        );

    [Fact]
    public void A_terminal_without_Unicode_gets_plain_signs() =>
        Assert.StartsWith("- deployment/movie  ######---- 2/3", Drawn(s_rows, width: 98, unicode: false));

    [Fact]
    public void What_does_not_fit_is_counted() =>
        Assert.Equal(
            ["⠴ deployment/movie", "  and 2 more"],
            Drawn(s_rows, 98, height: 2).Split('\n').Select(l => l[..Math.Min(18, l.Length)].TrimEnd())
        );

    [Fact]
    public void Text_of_others_stays_in_its_line_and_moves_no_cursor()
    {
        var hostile = new Progress("deployment/movie", "\e[2Jgone\r::error::x\n[red]markup[/]", null);
        var drawn = Drawn(ProgressRows.None.With(hostile, Seconds(102)), width: 80);
        Assert.Equal(
            @"⠴ deployment/movie   \x1b[2Jgone ::error::x [red]markup[/]".Replace(" ", ""),
            drawn.Replace(" ", "").Replace("0s", "")
        );
    }

    private static string Drawn(ProgressRows rows, int width, int height = 20, bool unicode = true)
    {
        using var console = new TestConsole().Width(width);
        console.Profile.Capabilities.Unicode = unicode;
        console.Write(ProgressTable.Of(rows, Seconds(102), height));
        return string.Join('\n', console.Lines.Select(line => line.TrimEnd()));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
