using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>
/// Brings an image of a registry into a layout without its layers: what is needed to know it, and to give it
/// another tag.
/// </summary>
internal sealed class ImageFetch(RegistryClient registries, OciLayout layout)
{
    /// <summary>The image or index; null where the repository lacks it or a part of it.</summary>
    /// <exception cref="FormatException">It is not an image.</exception>
    /// <exception cref="Refusal">The registry cannot be read.</exception>
    public async Task<Descriptor?> FetchAsync(ImageReference repository, Digest digest, CancellationToken ct)
    {
        var image = repository with { Tag = null, Digest = digest };
        if (await registries.FindManifestAsync(image, ct) is not { } received)
            return null;
        if (received.IsIndex)
        {
            foreach (var (_, part) in ImageIndex.Parse(received.Bytes.Span).Manifests)
            {
                if (await FetchAsync(repository, part.Digest, ct) is null)
                    return null;
            }
        }
        else
        {
            var config = ImageManifest.Parse(received.Bytes, received.MediaType).Config;
            if (!layout.Has(config))
            {
                var file = layout.NewFile();
                await registries.DownloadBlobAsync(repository, config, file, ct);
                layout.Adopt(file, config.Digest);
            }
        }
        return layout.Add(received.MediaType, received.Bytes);
    }
}
