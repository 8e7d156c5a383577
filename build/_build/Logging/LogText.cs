using Slipway.Pipeline.Logs;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>Lines of logs, each after the name of the pod that wrote it.</summary>
/// <param name="style">Whether names have colours.</param>
internal sealed class LogText(TerminalStyle style)
{
    private const int WidestName = 60;

    private static readonly AnsiColor[] s_colors =
    [
        AnsiColor.Cyan,
        AnsiColor.Green,
        AnsiColor.Yellow,
        AnsiColor.Magenta,
        AnsiColor.Blue,
    ];

    private readonly Dictionary<string, AnsiColor> _colors = [];
    private int _width;

    /// <summary>Makes room for the names that are known beforehand.</summary>
    public void Fit(IEnumerable<LogLine> lines) =>
        _width = lines.Select(line => Name(line.Source).Length).Append(_width).Max();

    /// <summary>A line: <c>movie-7d4f9c-x2k8d | GET /movies/1</c>.</summary>
    public string Of(LogLine line)
    {
        var name = Name(line.Source);
        // What comes later may be longer; lines before it stay as they are.
        _width = Math.Max(_width, name.Length);
        if (!_colors.TryGetValue(line.Source.Pod, out var color))
            _colors[line.Source.Pod] = color = s_colors[_colors.Count % s_colors.Length];
        return $"{style.Paint(name.PadRight(Math.Min(_width, WidestName)), color)} | {VisibleText.Line(line.Text)}";
    }

    private static string Name(LogSource source) =>
        VisibleText.Line(
            source.Pod
                + (source.HasSiblings ? $"/{source.Container}" : "")
                + (source.Track == Tracks.Canary ? " (canary)" : "")
        );
}
