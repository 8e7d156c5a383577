using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Images.Formats;

/// <summary>
/// An index of manifests, one for each platform (OCI image-spec, image index; Docker's manifest list).
/// </summary>
/// <param name="Manifests">Platform as <c>os/architecture[/variant]</c> and the manifest for it.</param>
internal sealed record ImageIndex(IReadOnlyList<(string Platform, Descriptor Manifest)> Manifests)
{
    public Descriptor? For(string platform) =>
        Manifests.FirstOrDefault(entry => entry.Platform == platform).Manifest;

    /// <exception cref="FormatException">The bytes are no index.</exception>
    public static ImageIndex Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var manifests = JsonNode.Parse(bytes)?["manifests"]?.AsArray()
                ?? throw new FormatException("The index has no manifests.");
            return new ImageIndex(
                [.. manifests.Select(entry => (PlatformOf(entry), Descriptor.FromJson(entry)))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("The index is malformed.", e);
        }
    }

    private static string PlatformOf(JsonNode? entry)
    {
        var platform = entry?["platform"];
        var variant = platform?["variant"]?.GetValue<string>();
        return $"{platform?["os"]}/{platform?["architecture"]}" + (variant is null ? "" : $"/{variant}");
    }
}
