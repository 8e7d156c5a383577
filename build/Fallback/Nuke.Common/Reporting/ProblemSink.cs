using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Reporting;

/// <summary>Collects warnings and errors, with their target, for the list at the end.</summary>
internal sealed class ProblemSink(Func<string> runningTarget) : ILogEventSink
{
    private readonly List<(LogEventLevel Level, string Target, string Message)> _problems = [];

    internal IReadOnlyList<(LogEventLevel Level, string Target, string Message)> Problems
    {
        get
        {
            lock (_problems)
                return [.. _problems];
        }
    }

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
            return;
        lock (_problems)
            _problems.Add((logEvent.Level, runningTarget(), EventText.Message(logEvent)));
    }
}
