using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ServiceDefaults.Logging;

/// <summary>
/// One JSON object per line. <c>traceId</c> and <c>spanId</c> are those of the request (W3C Trace Context),
/// <c>attributes</c> holds the values of the message's placeholders.
/// </summary>
internal sealed class JsonLineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-lines";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override void Write<TState>(
        in LogEntry<TState> entry,
        IExternalScopeProvider? scopes,
        TextWriter output
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("level", entry.LogLevel.ToString());
            json.WriteString("message", entry.Formatter(entry.State, entry.Exception));
            json.WriteString("category", entry.Category);
            WriteTrace(json, Activity.Current);
            if (entry.State is IEnumerable<KeyValuePair<string, object?>> values)
                WriteAttributes(json, values);
            if (entry.Exception is { } exception)
                json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private static void WriteTrace(Utf8JsonWriter json, Activity? activity)
    {
        if (activity is not { IdFormat: ActivityIdFormat.W3C })
            return;
        json.WriteString("traceId", activity.TraceId.ToHexString());
        json.WriteString("spanId", activity.SpanId.ToHexString());
    }

    private static void WriteAttributes(
        Utf8JsonWriter json,
        IEnumerable<KeyValuePair<string, object?>> values
    )
    {
        var named = values.Where(value => value.Key != "{OriginalFormat}").ToArray();
        if (named.Length == 0)
            return;
        json.WriteStartObject("attributes");
        foreach (var (name, value) in named)
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            WriteValue(json, value);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool on:
                json.WriteBooleanValue(on);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
