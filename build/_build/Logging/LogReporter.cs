using System.Collections.Concurrent;
using Serilog;
using Slipway.Reporting;

namespace Slipway.Targets.Logging;

/// <summary>Writes the engine's notices to NUKE's log, which supports terminals and CI hosts.</summary>
/// <param name="log">Where to; null for the log that is current when a notice comes.</param>
internal sealed class LogReporter(ILogger? log = null) : IReporter
{
    private readonly ConcurrentDictionary<StandingNotice, bool> _told = [];

    /// <inheritdoc />
    public void Report(Notice notice)
    {
        if (notice is StandingNotice standing && !_told.TryAdd(standing, true))
            return;
        var target = log ?? Log.Logger;
        // Passed as an argument, not as the template: it may contain braces.
        switch (notice.Severity)
        {
            case Severity.Detail:
                target.Verbose("{Notice:l}", notice.Text);
                break;
            case Severity.Warning:
                target.Warning("{Notice:l}", notice.Text);
                break;
            default:
                target.Information("{Notice:l}", notice.Text);
                break;
        }
    }
}
