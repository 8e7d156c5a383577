using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>The manifest that holds an image's signatures or statements, as cosign writes it. Pure.</summary>
internal static class CosignManifest
{
    private const string NoTime = "0001-01-01T00:00:00Z";

    /// <summary>The configuration that belongs to some layers: that of an image of nothing.</summary>
    public static byte[] Config(IReadOnlyList<CosignLayer> layers) =>
        CanonicalJson.Bytes(
            new JsonObject
            {
                ["architecture"] = "",
                ["created"] = NoTime,
                ["history"] = new JsonArray([.. layers.Select(_ => new JsonObject { ["created"] = NoTime })]),
                ["os"] = "",
                ["rootfs"] = new JsonObject
                {
                    ["type"] = "layers",
                    ["diff_ids"] = new JsonArray([
                        .. layers.Select(layer => JsonValue.Create(layer.Content.Digest.ToString())),
                    ]),
                },
                ["config"] = new JsonObject(),
            }
        );

    public static byte[] Create(Descriptor config, IReadOnlyList<CosignLayer> layers) =>
        CanonicalJson.Bytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaTypes.Manifest,
                ["config"] = config.ToJson(),
                ["layers"] = new JsonArray([.. layers.Select(layer => layer.Json.DeepClone())]),
            }
        );

    /// <exception cref="FormatException">The bytes are not a manifest.</exception>
    public static IReadOnlyList<CosignLayer> Layers(ReadOnlySpan<byte> bytes) =>
        UntrustedJson.Read<IReadOnlyList<CosignLayer>>(bytes, "The manifest", json =>
            [
                .. (
                    json["layers"]?.AsArray() ?? throw new FormatException("The manifest has no layers.")
                ).Select(layer => new CosignLayer(Descriptor.FromJson(layer), layer!.AsObject())),
            ]
        );
}
