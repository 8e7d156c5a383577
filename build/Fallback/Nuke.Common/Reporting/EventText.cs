using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Parsing;

namespace Nuke.Common.Reporting;

/// <summary>Renders log events for the console, with strings unquoted.</summary>
internal static class EventText
{
    internal static string Message(LogEvent logEvent)
    {
        var writer = new StringWriter();
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (
                token is PropertyToken property
                && logEvent.Properties.TryGetValue(property.PropertyName, out var value)
                && value is ScalarValue { Value: string text }
                && property.Alignment == null
            )
                writer.Write(text);
            else
                token.Render(logEvent.Properties, writer);
        }

        return writer.ToString();
    }

    internal static string Line(LogEvent logEvent)
    {
        var text = new StringBuilder()
            .Append(logEvent.Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture))
            .Append(" [")
            .Append(Level(logEvent.Level))
            .Append("] ")
            .Append(Message(logEvent));
        if (logEvent.Exception != null)
            text.AppendLine().Append(logEvent.Exception);
        return text.ToString();
    }

    internal static string Level(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose => "VRB",
            LogEventLevel.Debug => "DBG",
            LogEventLevel.Information => "INF",
            LogEventLevel.Warning => "WRN",
            LogEventLevel.Error => "ERR",
            _ => "FTL",
        };

    internal static TextColor Color(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => TextColor.Gray,
            LogEventLevel.Information => TextColor.Plain,
            LogEventLevel.Warning => TextColor.Yellow,
            _ => TextColor.Red,
        };
}
