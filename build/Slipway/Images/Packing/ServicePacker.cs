using Slipway.Images.Formats;
using Slipway.Images.Publishing;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>Packs a published service into a layout.</summary>
internal sealed class ServicePacker(OciLayout layout, LayerCache cache)
{
    /// <returns>The descriptor of the image's manifest.</returns>
    /// <exception cref="PackRefusal">The published files cannot become an image.</exception>
    public async Task<Descriptor> PackAsync(
        PublishedService published,
        PlatformBase target,
        CancellationToken ct
    )
    {
        StaticAssets.RemoveTimes(published.Folder);
        var deps = Path.Combine(published.Folder, published.EntryAssembly + ".deps.json");
        var files = PublishFolder.List(published.Folder);
        var plan = File.Exists(deps)
            ? MalformedFileException.Read(deps, text => LayerPlan.Of(files, text))
            : LayerPlan.Of(files, depsJson: null);

        var layers = new List<(string Name, PackedLayer Layer)>();
        foreach (var part in plan)
            layers.Add((part.Name, await cache.PackAsync(part.Files, ct)));

        var config = layout.Add(
            MediaTypes.Config,
            ServiceImage.Config(
                published,
                target,
                [.. layers.Select(layer => (layer.Name, layer.Layer.DiffId))]
            )
        );
        var baseLayers = target.Base?.Layers.Select(layer =>
            layer with
            {
                MediaType = MediaTypes.ToOciLayer(layer.MediaType),
            }
        );
        var manifest = ImageManifest.Create(
            config,
            [.. baseLayers ?? [], .. layers.Select(layer => layer.Layer.Descriptor)],
            ServiceImage.BaseAnnotations(target.Base)
        );
        return layout.Add(MediaTypes.Manifest, manifest.Bytes);
    }
}
