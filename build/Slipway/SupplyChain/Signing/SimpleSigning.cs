using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>
/// What cosign signs of an image: a simple-signing document (containers/image, atomic container signature)
/// that names it by digest. Pure.
/// </summary>
internal static class SimpleSigning
{
    private const string Kind = "cosign container image signature";

    /// <summary>The document of an image, the same for the same image.</summary>
    public static byte[] Create(ImageReference image) =>
        CanonicalJson.Bytes(
            new JsonObject
            {
                ["critical"] = new JsonObject
                {
                    ["identity"] = new JsonObject { ["docker-reference"] = image.Name },
                    ["image"] = new JsonObject { ["docker-manifest-digest"] = $"{image.Digest!.Value}" },
                    ["type"] = Kind,
                },
                ["optional"] = null,
            }
        );

    /// <summary>
    /// The digest that a document is about; null where it is none. The name in it is not looked at, as cosign
    /// does not: a copy keeps its signature.
    /// </summary>
    public static Digest? DigestIn(ReadOnlySpan<byte> payload)
    {
        try
        {
            return UntrustedJson.Read(payload, "The document", json =>
                json["critical"] is { } critical
                && critical["type"]?.GetValue<string>() == Kind
                && Digest.TryParse(
                    critical["image"]?["docker-manifest-digest"]?.GetValue<string>(),
                    out var digest
                )
                    ? digest
                    : (Digest?)null
            );
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
