using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// An image's configuration as an engine wrote it, and as OCI image-spec has it. What tells one build of the
/// same image from another (times, the engine's version, containers and images in between) stays behind.
/// </summary>
internal static class SavedConfig
{
    private const string Epoch = "1970-01-01T00:00:00Z";

    // What the image-spec defines, and then what Docker adds and honours.
    private static readonly string[] s_execution =
    [
        "User",
        "ExposedPorts",
        "Env",
        "Entrypoint",
        "Cmd",
        "Volumes",
        "WorkingDir",
        "Labels",
        "StopSignal",
        "ArgsEscaped",
        "Healthcheck",
        "OnBuild",
        "Shell",
    ];

    private static readonly string[] s_history = ["created_by", "author", "comment", "empty_layer"];

    /// <summary>The configuration in one form only.</summary>
    /// <param name="saved">What the engine wrote.</param>
    /// <param name="diffIds">The digests of the unpacked layers as they are now.</param>
    /// <exception cref="FormatException">It is malformed.</exception>
    public static byte[] Normalize(byte[] saved, IReadOnlyList<Digest> diffIds) =>
        UntrustedJson.Read(saved, "its configuration", json =>
        {
            var result = Pick(json.AsObject(), ["architecture", "variant", "os", "author"]);
            result["config"] = Pick(json["config"] as JsonObject ?? [], s_execution);
            result["created"] = Epoch;
            result["history"] = new JsonArray([.. (json["history"]?.AsArray() ?? []).Select(History)]);
            result["rootfs"] = new JsonObject
            {
                ["diff_ids"] = new JsonArray([.. diffIds.Select(id => (JsonNode)id.ToString())]),
                ["type"] = "layers",
            };
            return CanonicalJson.Bytes(result);
        });

    private static JsonObject History(JsonNode? entry)
    {
        var result = new JsonObject { ["created"] = Epoch };
        foreach (var (name, value) in Pick(entry?.AsObject() ?? [], s_history).ToList())
            result[name] = value!.DeepClone();
        return result;
    }

    // In this order, whatever the engine's is; maps have none of their own.
    private static JsonObject Pick(JsonObject from, IEnumerable<string> names)
    {
        var result = new JsonObject();
        foreach (var name in names)
        {
            if (from[name] is { } value)
                result[name] = Sorted(value);
        }
        return result;
    }

    private static JsonNode Sorted(JsonNode value) =>
        value is not JsonObject map
            ? value.DeepClone()
            : new JsonObject(
                map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))
            );
}
