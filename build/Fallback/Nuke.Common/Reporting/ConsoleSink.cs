using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Reporting;

/// <summary>Writes one line per event. Starts faster than a sink with templates and themes.</summary>
internal sealed class ConsoleSink : ILogEventSink
{
    public void Emit(LogEvent logEvent) =>
        ConsoleText.WriteLine(EventText.Line(logEvent), EventText.Color(logEvent.Level));
}
