using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.SupplyChain.Bundles;

/// <summary>
/// What a bundle says of its release, as JSON. Readers pass over what they do not know; a format that they cannot read
/// they refuse.
/// </summary>
internal static class BundleDocument
{
    private const int Format = 1;

    /// <summary>The document; the same bundle always gives the same bytes.</summary>
    public static byte[] Write(ReleaseBundle bundle) =>
        CanonicalJson.Bytes(
            new JsonObject
            {
                ["format"] = Format,
                ["app"] = bundle.App,
                ["version"] = bundle.Version,
                ["commit"] = bundle.Commit,
                ["author"] = bundle.Author,
                ["services"] = new JsonObject(
                    bundle
                        .Services.OrderBy(service => service.Key, StringComparer.Ordinal)
                        .Select(service => KeyValuePair.Create(service.Key, (JsonNode?)Write(service.Value)))
                ),
            }
        );

    /// <exception cref="FormatException">It is not such a document, or has a newer format.</exception>
    public static ReleaseBundle Read(ReadOnlySpan<byte> json, IReadOnlyList<TreeFile> files) =>
        UntrustedJson.Read(json, "The document of the bundle", document =>
        {
            var format = UntrustedJson.Member(document, "format").GetValue<int>();
            if (format > Format)
                throw new FormatException($"It was written by a newer slipway (format {format}).");
            return new ReleaseBundle(
                UntrustedJson.Text(document["app"]),
                UntrustedJson.Text(document["version"]),
                document["commit"]?.GetValue<string>(),
                document["author"]?.GetValue<string>(),
                UntrustedJson
                    .Member(document, "services")
                    .AsObject()
                    .ToDictionary(service => service.Key, service => ReadImage(service.Value)),
                files
            );
        });

    private static JsonObject Write(BundledImage image) =>
        new() { ["image"] = $"{image.Image}", ["inputs"] = image.Inputs?.ToString() };

    private static BundledImage ReadImage(JsonNode? image) =>
        new(
            Digest.Parse(UntrustedJson.Text(image?["image"])),
            image?["inputs"] is { } inputs ? Digest.Parse(UntrustedJson.Text(inputs)) : null
        );
}
