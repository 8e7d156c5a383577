using Slipway.Images.Formats;
using Slipway.Images.Publishing;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>Packs a published service into a layout.</summary>
internal sealed class ServicePacker(OciLayout layout)
{
    /// <returns>The descriptor of the image's manifest.</returns>
    /// <exception cref="PackRefusal">The published files cannot become an image.</exception>
    public async Task<Descriptor> PackAsync(PublishedService published, BaseImage? baseImage, CancellationToken ct)
    {
        StaticAssets.RemoveTimes(published.Folder);
        var deps = Path.Combine(published.Folder, published.EntryAssembly + ".deps.json");
        var plan = LayerPlan.Of(
            PublishFolder.List(published.Folder), File.Exists(deps) ? await File.ReadAllTextAsync(deps, ct) : null);

        var layers = new List<(string Name, Descriptor Layer, Digest DiffId)>();
        foreach (var part in plan)
        {
            var file = layout.NewFile();
            var (layer, diffId) = await LayerWriter.WriteAsync(part.Files, file, ct);
            layout.Adopt(file, layer.Digest);
            layers.Add((part.Name, layer, diffId));
        }

        var config = layout.Add(MediaTypes.Config, ServiceImage.Config(
            published, baseImage, [.. layers.Select(layer => (layer.Name, layer.DiffId))]));
        var manifest = ImageManifest.Create(
            config,
            [.. baseImage?.Layers.Select(l => l with { MediaType = MediaTypes.ToOciLayer(l.MediaType) }) ?? [],
             .. layers.Select(layer => layer.Layer)],
            ServiceImage.BaseAnnotations(baseImage));
        return layout.Add(MediaTypes.Manifest, manifest.Bytes);
    }
}
