using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Images.Formats;

/// <summary>
/// Writes JSON in one way only, since digests are computed from it: no blanks, properties in the order given.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Bytes(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json, s_options);

    /// <summary>An object with its names sorted, since a map has no order of its own.</summary>
    public static JsonObject Map(IReadOnlyDictionary<string, string> map)
    {
        var json = new JsonObject();
        foreach (var (name, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            json[name] = value;
        return json;
    }
}
