using System.Text.Json.Nodes;
using Slipway.Images.Formats;

namespace Slipway.SupplyChain.Signing;

/// <summary>One signature or statement among those of an image.</summary>
/// <param name="Content">What was signed.</param>
/// <param name="Json">The descriptor as it is written, annotations and all.</param>
internal sealed record CosignLayer(Descriptor Content, JsonObject Json)
{
    /// <summary>The signature in base64; null where there is none.</summary>
    public string? Signature =>
        Json["annotations"] is JsonObject annotations
        && annotations[Annotations.CosignSignature] is JsonValue value
        && value.TryGetValue<string>(out var text)
            ? text
            : null;

    /// <summary>A signature of a payload.</summary>
    public static CosignLayer Of(Descriptor payload, ReadOnlySpan<byte> signature)
    {
        var json = payload.ToJson();
        json["annotations"] = new JsonObject
        {
            [Annotations.CosignSignature] = Convert.ToBase64String(signature),
        };
        return new CosignLayer(payload, json);
    }
}
