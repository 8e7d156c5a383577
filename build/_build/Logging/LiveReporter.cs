using Slipway.Reporting;
using Spectre.Console;

namespace Slipway.Targets.Logging;

/// <summary>
/// Shows on a terminal what is waited for as lines that change in place; everything else, and what is done, goes
/// to the log above them.
/// </summary>
/// <param name="log">Where milestones go.</param>
/// <param name="console">The terminal.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveReporter(IReporter log, IAnsiConsole console, TimeProvider time) : IReporter
{
    private readonly Lock _changing = new();
    private readonly long _start = time.GetTimestamp();
    private volatile ProgressRows _rows = ProgressRows.None;
    private LiveRegion? _region;

    /// <summary>
    /// The reporter of this process: live where output is a terminal that can move its cursor, and nothing else
    /// (CI, a pipe, <c>--verbosity verbose</c>) asks for plain lines.
    /// </summary>
    public static IReporter OfThisProcess(bool plain, TimeProvider time)
    {
        var log = new LogReporter();
        if (
            plain
            || Console.IsOutputRedirected
            || Environment.GetEnvironmentVariable("CI") is { Length: > 0 }
        )
            return log;
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        return console.Profile.Capabilities is { Ansi: true, Interactive: true }
            ? new LiveReporter(log, console, time)
            : log;
    }

    /// <inheritdoc />
    public void Report(Notice notice)
    {
        lock (_changing)
        {
            _rows = notice switch
            {
                ProgressNotice news => _rows.With(news, Now),
                ProgressEnd end => _rows.Without(end.Subject),
                _ => _rows,
            };
            if (_rows.Rows.IsEmpty)
            {
                _region?.Dispose();
                _region = null;
            }
            else
                _region ??= new LiveRegion(console, Draw, time);
            if (notice is not ProgressNotice { IsDone: false })
                log.Report(notice);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    // A part of the terminal stays for what happens meanwhile.
    private Spectre.Console.Rendering.IRenderable Draw() =>
        ProgressTable.Of(_rows, Now, Math.Max(3, console.Profile.Height - 4));
}
