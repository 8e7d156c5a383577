using Slipway.Pipeline.Logs;
using Slipway.Targets.Delivering;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Tests.Logging;

/// <summary>Lines of logs as people and programs read them.</summary>
public sealed class LogTextTests
{
    private static readonly LogSource s_movie = new(
        "movie",
        "stable",
        "shop",
        "movie-7d4f9c-x2k8d",
        "movie",
        "1"
    );

    private static readonly IReadOnlyList<LogLine> s_lines =
    [
        Line(s_movie, "GET /movies/1"),
        Line(s_movie with { Pod = "db-0", Container = "proxy", HasSiblings = true }, "\e[2J::error::ready"),
        Line(s_movie with { Track = "canary" }, ""),
    ];

    [Fact]
    public void Each_line_is_after_the_pod_that_wrote_it()
    {
        var text = new LogText(TerminalStyle.None);
        text.Fit(s_lines);
        Assert.Equal(
            [
                "movie-7d4f9c-x2k8d          | GET /movies/1",
                @"db-0/proxy                  | \x1b[2J::error::ready",
                "movie-7d4f9c-x2k8d (canary) | ",
            ],
            s_lines.Select(text.Of)
        );
    }

    [Fact]
    public void Each_pod_has_a_colour_of_its_own_on_a_terminal()
    {
        var text = new LogText(new TerminalStyle(80, HasColors: true));
        var lines = s_lines.Select(text.Of).ToList();
        Assert.StartsWith("\e[36mmovie-7d4f9c-x2k8d\e[0m | ", lines[0]);
        Assert.StartsWith("\e[32mdb-0/proxy", lines[1]);
        Assert.StartsWith("\e[36m", lines[2]);
    }

    [Fact]
    public void In_JSON_each_line_is_an_object() =>
        Assert.Equal(
            """
            {"time":"2026-03-01T12:00:00.1234567Z","namespace":"shop","service":"movie","track":"stable","pod":"movie-7d4f9c-x2k8d","container":"movie","line":"GET /movies/1"}
            """,
            LogJson.Of(s_lines[0])
        );

    [Theory]
    [InlineData(null, null, 100, null)]
    [InlineData("10m", null, null, 600)]
    [InlineData("1h30m", 5, 5, 5400)]
    [InlineData(null, 0, 0, null)]
    public void Without_options_the_last_hundred_lines_are_meant(
        string? since,
        int? tail,
        int? lines,
        int? seconds
    )
    {
        var choices = LogOptions.Read("movie", since, tail, previous: false, follow: false);
        Assert.Equal((lines, seconds), (choices.Tail, (int?)choices.Since?.TotalSeconds));
    }

    [Theory]
    [InlineData("yesterday", null, false, "--since: 'yesterday' is no duration")]
    [InlineData(null, -1, false, "--tail: -1 is no number of lines")]
    [InlineData(null, null, true, "--previous: what ended writes nothing any more")]
    public void What_has_no_meaning_is_refused(string? since, int? tail, bool both, string what) =>
        Assert.Equal(
            what,
            Assert.Throws<LogOptionsException>(() => LogOptions.Read(null, since, tail, both, both)).What
        );

    private static LogLine Line(LogSource source, string text) =>
        new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567), source, text);
}
