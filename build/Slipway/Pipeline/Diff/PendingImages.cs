using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>
/// The images that a release is to run and that are still to be built, so that nobody knows their digest. Pure.
/// </summary>
/// <param name="reasons">Why each must be built, by the name of its repository.</param>
public sealed class PendingImages(IReadOnlyDictionary<string, string> reasons)
{
    /// <summary>All images exist.</summary>
    public static PendingImages None { get; } = new(new Dictionary<string, string>());

    /// <summary>What a manifest is pinned with meanwhile: no content has this digest.</summary>
    public static Digest Unknown { get; } = Digest.Parse($"sha256:{new string('0', 64)}");

    /// <summary>Why the image that a field names must be built; null where it names none of them.</summary>
    internal string? WhyBuilt(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text ? WhyBuilt(text.GetString()!) : null;

    /// <summary>A value with a sentence in the place of each of these images.</summary>
    internal JsonNode? Named(JsonNode? value) =>
        value switch
        {
            JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Named(p.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Named)]),
            JsonValue scalar when scalar.TryGetValue<string>(out var text) && WhyBuilt(text) is { } reason =>
                Sentence(reason),
            _ => value?.DeepClone(),
        };

    /// <summary><c>(will be built: services/rating/Program.cs changed)</c>.</summary>
    public static string Sentence(string reason) => $"(will be built: {reason})";

    private string? WhyBuilt(string text) =>
        ImageReference.TryParse(text, out var image) && image.Digest == Unknown
            ? reasons.GetValueOrDefault(image.Name, "it does not exist yet")
            : null;
}
