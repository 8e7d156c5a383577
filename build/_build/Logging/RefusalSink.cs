using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using Slipway.Targets.CommandLine;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>
/// Stands between the engine and its log: where a target failed with a refusal, the log gets the refusal's three lines
/// instead of "has thrown an exception" and a stack trace. Everything else passes unchanged.
/// </summary>
internal sealed class RefusalSink(Serilog.ILogger log) : ILogEventSink
{
    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse("{Refusal:l}");

    /// <inheritdoc />
    public void Emit(LogEvent logEvent) => log.Write(Rewrite(logEvent));

    private static LogEvent Rewrite(LogEvent logEvent) => Refused(logEvent.Exception) switch
    {
        { } refusal => WithText(logEvent, RefusalText.Of(refusal)),
        _ when Interrupted(logEvent.Exception) => WithText(logEvent, "Interrupted. What was begun is recorded; run the command again and it goes on."),
        _ => logEvent,
    };

    private static Refusal? Refused(Exception? exception) => exception switch
    {
        Refusal refusal => refusal,
        AggregateException { InnerExceptions: [var only] } => Refused(only),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Refused(inner),
        _ => null,
    };

    private static bool Interrupted(Exception? exception) =>
        exception is OperationCanceledException or AggregateException { InnerExceptions: [OperationCanceledException] };

    private static LogEvent WithText(LogEvent logEvent, string text)
    {
        var properties = logEvent.Properties.Select(p => new LogEventProperty(p.Key, p.Value))
            .Append(new LogEventProperty("Refusal", new ScalarValue(text)));
        return new LogEvent(logEvent.Timestamp, logEvent.Level, exception: null, Template, properties);
    }
}
