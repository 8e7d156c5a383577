using System.Reflection;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>
/// Wraps NUKE's log sink. If a target failed with a refusal, the log gets the refusal's three lines instead
/// of "has thrown an exception" with a stack trace, and the build gets the outcome that becomes its exit
/// code. Everything else passes unchanged.
/// </summary>
/// <param name="log">The engine's log.</param>
/// <param name="stop">Cancelled if the user interrupted the run; any other cancellation is a failure.</param>
/// <param name="onOutcome">Receives the outcome of the run.</param>
/// <param name="root">The repository, where a disk that is full or read-only is pointed out.</param>
internal sealed class RefusalSink(
    Serilog.ILogger log,
    Action<Outcome> onOutcome,
    string root,
    CancellationToken stop
) : ILogEventSink
{
    /// <summary>What is said of a run that its user stopped.</summary>
    internal const string Interrupted =
        "Interrupted. Progress is recorded; run the command again to continue.";

    /// <summary>Receives what ended a target, a refusal or another failure; it is called before the log.</summary>
    public Action<Exception> OnError { get; init; } = _ => { };

    private static readonly MessageTemplate s_template = new MessageTemplateParser().Parse("{Refusal:l}");

    /// <inheritdoc />
    public void Emit(LogEvent logEvent)
    {
        var cause = Cause(logEvent.Exception);
        if (cause is not (null or Refusal))
            cause = DiskFault.For(cause, root) ?? cause;
        if (cause is not null && logEvent.Level >= LogEventLevel.Error)
            OnError(cause);
        switch (cause)
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

    /// <summary>Unwraps exceptions of reflection and tasks.</summary>
    private static Exception? Cause(Exception? exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: [var only] } => Cause(only),
            AggregateException several when several.Flatten().InnerExceptions.All(e => Cause(e) is Refusal) =>
                new SeveralRefusals([.. several.Flatten().InnerExceptions.Select(e => (Refusal)Cause(e)!)]),
            TargetInvocationException { InnerException: { } inner } => Cause(inner),
            _ => exception,
        };

    private static LogEvent WithText(LogEvent logEvent, string text)
    {
        var properties = logEvent
            .Properties.Select(p => new LogEventProperty(p.Key, p.Value))
            .Append(new LogEventProperty("Refusal", new ScalarValue(text)));
        return new LogEvent(logEvent.Timestamp, logEvent.Level, exception: null, s_template, properties);
    }

    // Whatever was being written, something may have been changed before.
    private sealed class DiskFault(DiskRefusal fault) : Refusal(fault.What, fault.Where, fault.Next)
    {
        public override Outcome Outcome => Outcome.Failed;

        public static DiskFault? For(Exception fault, string where) =>
            DiskRefusal.For(fault, where) is { } refusal ? new DiskFault(refusal) : null;
    }

    // Of several ends the worse one counts: what failed may have changed something.
    private sealed class SeveralRefusals(IReadOnlyList<Refusal> parts)
        : Refusal(parts[0].What, parts[0].Where, parts[0].Next)
    {
        public override IReadOnlyList<Refusal> Parts { get; } = [.. parts.SelectMany(part => part.Parts)];

        public override Outcome Outcome =>
            parts.FirstOrDefault(p => p.Outcome != Outcome.Refused)?.Outcome ?? Outcome.Refused;
    }
}
