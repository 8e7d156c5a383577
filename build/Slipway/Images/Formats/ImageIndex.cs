using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>
/// An index of manifests, one for each platform (OCI image-spec, image index; Docker's manifest list).
/// </summary>
/// <param name="Manifests">Platform as <c>os/architecture[/variant]</c> and the manifest for it.</param>
internal sealed record ImageIndex(IReadOnlyList<(string Platform, Descriptor Manifest)> Manifests)
{
    /// <summary>
    /// The manifest for a platform, whatever variant of its architecture (arm64 is often written arm64/v8);
    /// null where there is none.
    /// </summary>
    public Descriptor? For(Platform platform) =>
        Manifests
            .Where(entry =>
                entry.Platform == platform.ToString()
                || entry.Platform.StartsWith($"{platform}/", StringComparison.Ordinal)
            )
            .OrderBy(entry => entry.Platform.Length)
            .FirstOrDefault()
            .Manifest;

    /// <summary>
    /// A new index in OCI form, sorted by platform. The same parts always give the same bytes.
    /// </summary>
    public static byte[] Create(IEnumerable<(Platform Platform, Descriptor Manifest)> parts) =>
        CanonicalJson.Bytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaTypes.Index,
                ["manifests"] = new JsonArray([
                    .. parts
                        .OrderBy(part => part.Platform.ToString(), StringComparer.Ordinal)
                        .Select(part =>
                        {
                            var json = part.Manifest.ToJson();
                            json["platform"] = new JsonObject
                            {
                                ["architecture"] = part.Platform.Architecture,
                                ["os"] = part.Platform.Os,
                            };
                            return json;
                        }),
                ]),
            }
        );

    /// <exception cref="FormatException">The bytes are not an index.</exception>
    public static ImageIndex Parse(ReadOnlySpan<byte> bytes) =>
        UntrustedJson.Read(bytes, "The index", json => new ImageIndex([
            .. (
                json["manifests"]?.AsArray() ?? throw new FormatException("The index has no manifests.")
            ).Select(entry => (PlatformOf(entry), Descriptor.FromJson(entry))),
        ]));

    private static string PlatformOf(JsonNode? entry)
    {
        var platform = entry?["platform"];
        var variant = platform?["variant"]?.GetValue<string>();
        return $"{platform?["os"]}/{platform?["architecture"]}" + (variant is null ? "" : $"/{variant}");
    }
}
