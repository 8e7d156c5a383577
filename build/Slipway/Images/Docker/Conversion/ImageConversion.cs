using System.Text.Json.Nodes;
using Slipway.Images.Docker.Context;
using Slipway.Images.Docker.Engine;
using Slipway.Images.Formats;
using Slipway.Images.Packing;
using Slipway.Values;

namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// Takes a saved image into a layout. Layers of the environment's base stay as they are in its registry;
/// those above get the same bytes from the same content. What steps write themselves (a download, a clock,
/// random numbers) is their own and can differ from build to build.
/// </summary>
internal sealed class ImageConversion(OciLayout layout, LayerCache cache)
{
    /// <returns>The descriptor of the image's manifest.</returns>
    /// <exception cref="EngineRefusal">The archive is invalid.</exception>
    /// <exception cref="DockerfileRefusal">The image is for another platform.</exception>
    public async Task<Descriptor> ConvertAsync(
        string archiveFile,
        DockerRecipe recipe,
        PlatformBase target,
        CancellationToken ct
    )
    {
        try
        {
            var archive = await SavedArchive.OpenAsync(archiveFile, ct);
            var image = SavedImage.Find(archive, target.Platform);
            var saved = archive.Read(image.Config);
            var config = ImageConfig.Parse(saved);
            if (config.DiffIds.Count != image.Layers.Count)
                throw new FormatException("the number of its layers does not match its configuration");
            CheckPlatform(saved, recipe, target.Platform);

            var parent = target.Base is { } known && IsBuiltOn(config, known) ? known : null;
            var layers = await ConvertAsync(archive, image, config, parent?.Layers.Count ?? 0, ct);
            var inherited = parent?.Layers.Select(layer =>
                layer with
                {
                    MediaType = MediaTypes.ToOciLayer(layer.MediaType),
                }
            );
            var ids = (parent?.Config.DiffIds ?? []).Concat(layers.Select(layer => layer.DiffId));
            var descriptor = layout.Add(MediaTypes.Config, SavedConfig.Normalize(saved, [.. ids]));
            var manifest = ImageManifest.Create(
                descriptor,
                [.. inherited ?? [], .. layers.Select(layer => layer.Descriptor)],
                ServiceImage.BaseAnnotations(parent)
            );
            return layout.Add(MediaTypes.Manifest, manifest.Bytes);
        }
        catch (FormatException e)
        {
            throw EngineRefusal.Unintelligible(recipe.Name, e.Message);
        }
    }

    private async Task<IReadOnlyList<PackedLayer>> ConvertAsync(
        SavedArchive archive,
        SavedImage image,
        ImageConfig config,
        int inherited,
        CancellationToken ct
    )
    {
        var layers = new List<PackedLayer>();
        for (var i = inherited; i < image.Layers.Count; i++)
        {
            var (name, diffId) = (image.Layers[i], config.DiffIds[i]);
            layers.Add(
                await cache.GetAsync($"{LayerCache.Packer} {diffId}", file =>
                    LayerConversion.ConvertAsync(archive, name, diffId, file, ct)
                )
            );
        }
        return layers;
    }

    private static bool IsBuiltOn(ImageConfig config, BaseImage baseImage) =>
        config.DiffIds.Take(baseImage.Layers.Count).SequenceEqual(baseImage.Config.DiffIds);

    private static void CheckPlatform(byte[] config, DockerRecipe recipe, Platform wanted)
    {
        var platform = ImageConfig.Parse(config).Platform;
        if (platform != wanted.ToString())
        {
            throw DockerfileRefusal.WrongPlatform(recipe.Name, recipe.Settings.Dockerfile, platform, wanted);
        }
    }
}
