using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Reporting;

namespace Slipway.Pipeline.Push;

/// <summary>
/// Tells other machines what pushed images were made from, so that they need not build them again. Without it
/// everything works, but slower; so a registry that does not accept it is not a failure.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="settings">Where to.</param>
/// <param name="outputDirectory">The layout that the images are in.</param>
/// <param name="reporter">Receives warnings where it did not work.</param>
public sealed class InputSharing(
    RegistryClient registries,
    ImageSettings settings,
    string outputDirectory,
    IReporter reporter
)
{
    private readonly InputStore _store = new(new OciLayout(outputDirectory).Folder);
    private readonly InputRegistry? _registry = settings.Repository is { } repository
        ? new InputRegistry(registries, repository, reporter)
        : null;

    /// <summary>
    /// Writes the inputs of an image into the registry that has the image, where they are known.
    /// </summary>
    /// <param name="image">What was pushed.</param>
    /// <param name="ct">Cancels the operation.</param>
    public async Task ShareAsync(BuiltImage image, CancellationToken ct)
    {
        if (_registry is not null && _store.Find(image.Service) is { } record && record.Image == image.Digest)
            await _registry.SaveAsync(image.Service, record, ct);
    }
}
