using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Pipeline.Logs;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>A line of a log as a line of JSON; <c>docs/json.md</c> describes it. Pure.</summary>
internal static class LogJson
{
    // Safe because it is never embedded in HTML.
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The line.</summary>
    public static string Of(LogLine line) =>
        VisibleText.Json(
            new JsonObject
            {
                ["time"] = $"{line.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}",
                ["namespace"] = line.Source.Namespace,
                ["service"] = line.Source.Service,
                ["track"] = line.Source.Track,
                ["pod"] = line.Source.Pod,
                ["container"] = line.Source.Container,
                ["line"] = line.Text,
            }.ToJsonString(s_json)
        );
}
