using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Registries;
using Slipway.Reporting;

namespace Slipway.Images;

/// <summary>
/// Tells other machines what pushed images were made from, so that they need not build them again. Without it
/// everything works, but slower; so a registry that does not take it is no failure.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="reporter">Hears where it did not work.</param>
public sealed class InputSharing(RegistryClient registries, IReporter reporter)
{
    /// <summary>
    /// Writes the inputs of images into the registry that has the images, where they are known.
    /// </summary>
    /// <param name="images">What was pushed.</param>
    /// <param name="settings">Where to.</param>
    /// <param name="outputDirectory">The layout that the images are in.</param>
    /// <param name="ct">Stops.</param>
    public async Task ShareAsync(
        IReadOnlyList<BuiltImage> images, ImageSettings settings, string outputDirectory,
        CancellationToken ct)
    {
        if (settings.Repository is not { } repository)
            return;
        var store = new InputStore(new OciLayout(outputDirectory).Folder);
        var registry = new InputRegistry(registries, repository, reporter);
        await Parallel.ForEachAsync(images, ct, async (image, stop) =>
        {
            if (store.Find(image.Service) is { } record && record.Image == image.Digest)
                await registry.SaveAsync(image.Service, record, stop);
        });
    }
}
