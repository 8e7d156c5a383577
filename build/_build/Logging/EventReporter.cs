using Slipway.Reporting;

namespace Slipway.Targets.Logging;

/// <summary>Writes every notice as an event, next to the log for people.</summary>
/// <param name="log">The log.</param>
/// <param name="events">The events.</param>
internal sealed class EventReporter(IReporter log, EventStream events) : IReporter
{
    /// <inheritdoc />
    public void Report(Notice notice)
    {
        events.Write(NoticeEvents.Of(notice));
        log.Report(notice);
    }
}
