using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceDefaults.Logging;

namespace ServiceDefaults.Tests;

public class JsonLineFormatterTests
{
    [Fact]
    public void A_message_is_one_line_with_its_values_as_attributes()
    {
        var line = Write(
            "Took {Count} of\n\"{Name}\"",
            null,
            ("Count", 3),
            ("Name", "ü"),
            ("Rate", 0.5),
            ("None", null)
        );

        Assert.EndsWith("}\n", line);
        Assert.Single(line.TrimEnd('\n').Split('\n'));
        var json = JsonNode.Parse(line)!;
        Assert.Equal("Took {Count} of\n\"{Name}\"", (string?)json["message"]);
        Assert.Equal("Warning", (string?)json["level"]);
        Assert.Equal("category", (string?)json["category"]);
        Assert.Equal("2026-01-02T03:04:05.678Z", (string?)json["timestamp"]);
        Assert.Equal(
            """{"count":3,"name":"ü","rate":0.5,"none":null}""",
            json["attributes"]!.ToJsonString(Relaxed)
        );
    }

    [Fact]
    public void A_message_within_a_request_carries_its_trace()
    {
        using var request = new Activity("request");
        request.SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Start();

        var json = JsonNode.Parse(Write("hello", null))!;

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (string?)json["traceId"]);
        Assert.Equal(request.SpanId.ToHexString(), (string?)json["spanId"]);
    }

    [Fact]
    public void A_message_outside_a_request_has_no_trace() =>
        Assert.Null(JsonNode.Parse(Write("hello", null))!["traceId"]);

    [Fact]
    public void An_exception_is_written_whole_within_the_line()
    {
        var line = Write("failed", new InvalidOperationException("broken\nhere"));

        var json = JsonNode.Parse(line)!;
        Assert.Contains("InvalidOperationException: broken\nhere", (string?)json["exception"]);
        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
    }

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Write(
        string message,
        Exception? exception,
        params (string Name, object? Value)[] values
    )
    {
        var state = values
            .Select(value => KeyValuePair.Create(value.Name, value.Value))
            .Append(KeyValuePair.Create<string, object?>("{OriginalFormat}", message))
            .ToArray();
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(
            LogLevel.Warning,
            "category",
            default,
            state,
            exception,
            (_, _) => message
        );
        using var output = new StringWriter();
        new JsonLineFormatter(new ManualTime()).Write(entry, null, output);
        return output.ToString();
    }
}
