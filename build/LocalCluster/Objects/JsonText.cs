using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Objects;

/// <summary>JSON as the API server writes it: nothing escaped that need not be.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerOptions.Default) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions s_writer = new() { Encoder = Options.Encoder };

    /// <summary>The UTF-8 text of a tree.</summary>
    public static byte[] Bytes(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_writer))
            node.WriteTo(writer);
        return buffer.ToArray();
    }
}
