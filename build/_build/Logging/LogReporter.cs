using Serilog;
using Slipway.Reporting;

namespace Slipway.Targets.Logging;

/// <summary>Passes the engine's notices on to NUKE's log, which knows terminals and CI hosts.</summary>
internal sealed class LogReporter : IReporter
{
    /// <inheritdoc />
    public void Report(Notice notice)
    {
        // The text is an argument, not the template: braces in it are text.
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
