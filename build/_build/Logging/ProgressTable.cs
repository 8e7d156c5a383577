using Slipway.Formats;
using Slipway.Reporting;
using Slipway.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Targets.Logging;

/// <summary>
/// Draws what is waited for: a line for each subject, with a bar, a count, the cause and how long it has taken.
/// A line is never wider than the terminal; the cause gives way.
/// </summary>
internal static class ProgressTable
{
    private const int BarWidth = 10;

    /// <summary>The lines; more subjects than fit are counted in the last one.</summary>
    /// <param name="rows">What is waited for.</param>
    /// <param name="now">On the clock of the rows.</param>
    /// <param name="height">The most lines to draw.</param>
    public static IRenderable Of(ProgressRows rows, TimeSpan now, int height)
    {
        var fit = rows.Rows.Count <= height ? rows.Rows.Count : Math.Max(0, height - 1);
        var grid = new Grid();
        grid.AddColumn(Fixed());
        grid.AddColumn(Fixed());
        grid.AddColumn(Fixed());
        grid.AddColumn(Fixed().RightAligned());
        grid.AddColumn(new GridColumn().PadLeft(0).PadRight(1));
        grid.AddColumn(Fixed().RightAligned());
        foreach (var row in rows.Rows.Take(fit))
            grid.AddRow(
                new SpinnerFrame(now),
                new Text(VisibleText.Sentence(row.News.Subject)),
                row.News.Share is { } share ? new ShareBar(share, BarWidth) : Text.Empty,
                new Text(row.News.Share is { } counted ? $"{counted.Done}/{counted.Of}" : ""),
                new OneLine(VisibleText.Sentence(row.News.Detail)),
                new Text(Elapsed(now - row.Since), new Style(decoration: Decoration.Dim))
            );
        return fit == rows.Rows.Count
            ? grid
            : new Rows(grid, new Text($"  and {rows.Rows.Count - fit} more"));
    }

    private static GridColumn Fixed() => new GridColumn().NoWrap().PadLeft(0).PadRight(1);

    private static string Elapsed(TimeSpan time) =>
        Duration.Format(TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds)));
}
