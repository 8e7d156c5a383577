using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Reporting;

/// <summary>Reports warnings and errors to the build server as annotations.</summary>
internal sealed class HostSink(Host host) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
            return;
        var text = logEvent.RenderMessage();
        if (logEvent.Level == LogEventLevel.Warning)
            host.ReportWarning(text, logEvent.Exception?.ToString());
        else
            host.ReportError(text, logEvent.Exception?.ToString());
    }
}
