using System.Reflection;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>
/// Stands between the engine and its log, which the engine tells about a target that failed, before it ends
/// the run. Where it failed with a refusal, the log gets the refusal's three lines instead of "has thrown an
/// exception" and a stack trace, and the build gets the outcome that becomes its exit code. All else passes
/// unchanged.
/// </summary>
/// <param name="log">The engine's log.</param>
/// <param name="stop">Whether the user interrupted the run; what else was cancelled is a fault.</param>
/// <param name="onOutcome">Told how the run ends.</param>
internal sealed class RefusalSink(Serilog.ILogger log, CancellationToken stop, Action<Outcome> onOutcome)
    : ILogEventSink
{
    private const string Interrupted =
        "Interrupted. What was begun is recorded; run the command again and it goes on.";

    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse("{Refusal:l}");

    /// <inheritdoc />
    public void Emit(LogEvent logEvent)
    {
        switch (Cause(logEvent.Exception))
        {
            case Refusal refusal:
                onOutcome(refusal.Outcome);
                log.Write(WithText(logEvent, RefusalText.Of(refusal)));
                break;
            case OperationCanceledException when stop.IsCancellationRequested:
                onOutcome(Outcome.Interrupted);
                log.Write(WithText(logEvent, Interrupted));
                break;
            default:
                log.Write(logEvent);
                break;
        }
    }

    /// <summary>What reflection and tasks wrap.</summary>
    private static Exception? Cause(Exception? exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: [var only] } => Cause(only),
            TargetInvocationException { InnerException: { } inner } => Cause(inner),
            _ => exception,
        };

    private static LogEvent WithText(LogEvent logEvent, string text)
    {
        var properties = logEvent
            .Properties.Select(p => new LogEventProperty(p.Key, p.Value))
            .Append(new LogEventProperty("Refusal", new ScalarValue(text)));
        return new LogEvent(logEvent.Timestamp, logEvent.Level, exception: null, Template, properties);
    }
}
