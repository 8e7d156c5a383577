using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// Where in a saved archive the parts of its image are. Engines write <c>manifest.json</c> (Docker Image
/// Specification v1.2, "Combined Image JSON"); since 25.0 the folder is an OCI layout beside that.
/// </summary>
/// <param name="Config">The image's configuration.</param>
/// <param name="Layers">The layers, base first, compressed or not.</param>
internal sealed record SavedImage(string Config, IReadOnlyList<string> Layers)
{
    // An index of an image for several platforms may be listed in that of the layout; more is not customary. The
    // digests are not checked here, so one may refer to itself.
    private const int Deepest = 8;

    /// <exception cref="FormatException">The archive holds no single image.</exception>
    public static SavedImage Find(SavedArchive archive, Platform platform) =>
        archive.Has("manifest.json")
            ? UntrustedJson.Read(archive.Read("manifest.json"), "its manifest.json", json =>
                FromDocker(json.AsArray())
            )
            : FromOci(archive, platform);

    private static SavedImage FromDocker(JsonArray images)
    {
        if (images.Count != 1)
            throw new FormatException($"it holds {images.Count} images instead of one");
        // An image without layers has null there.
        return new SavedImage(
            UntrustedJson.Text(images[0]?["Config"]),
            UntrustedJson.Texts(images[0]?["Layers"])
        );
    }

    private static SavedImage FromOci(SavedArchive archive, Platform platform)
    {
        var index = ImageIndex.Parse(archive.Read("index.json"));
        for (var depth = 0; depth < Deepest; depth++)
        {
            var chosen = index.Manifests.Count == 1 ? index.Manifests[0].Manifest : index.For(platform);
            if (chosen is null)
                throw new FormatException($"it holds no image for {platform}");
            var bytes = archive.Read(BlobOf(chosen));
            if (!MediaTypes.IsIndex(chosen.MediaType))
            {
                var manifest = ImageManifest.Parse(bytes, chosen.MediaType);
                return new SavedImage(BlobOf(manifest.Config), [.. manifest.Layers.Select(BlobOf)]);
            }
            index = ImageIndex.Parse(bytes);
        }
        throw new FormatException("its indexes refer to one another without end");
    }

    private static string BlobOf(Descriptor descriptor) => $"blobs/sha256/{descriptor.Digest.Hex}";
}
