using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slipway.Targets.Logging;

/// <summary>How text is quoted: with as few escapes as JSON (RFC 8259) allows.</summary>
internal static class ValueJson
{
    /// <summary>Safe where the result is not put into HTML.</summary>
    public static JsonSerializerOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
