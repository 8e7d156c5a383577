using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SampleBuild;

/// <summary>Shows an exception in one line and passes the event on without it.</summary>
internal sealed class WrappingSink(ILogger inner) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Exception is { } exception)
            Console.WriteLine($"wrapped {exception.GetType().Name} of '{logEvent.MessageTemplate.Text}'");
        inner.Write(
            new LogEvent(
                logEvent.Timestamp,
                logEvent.Level,
                exception: null,
                logEvent.MessageTemplate,
                logEvent.Properties.Select(x => new LogEventProperty(x.Key, x.Value))
            )
        );
    }
}
