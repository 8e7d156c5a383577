using Serilog;
using Slipway.Reporting;

namespace Slipway.Targets.Logging;

/// <summary>Writes the engine's notices to NUKE's log, which supports terminals and CI hosts.</summary>
internal sealed class LogReporter : IReporter
{
    /// <inheritdoc />
    public void Report(Notice notice)
    {
        // Passed as an argument, not as the template: it may contain braces.
        switch (notice.Severity)
        {
            case Severity.Detail:
                Log.Verbose("{Notice:l}", notice.Text);
                break;
            case Severity.Warning:
                Log.Warning("{Notice:l}", notice.Text);
                break;
            default:
                Log.Information("{Notice:l}", notice.Text);
                break;
        }
    }
}
