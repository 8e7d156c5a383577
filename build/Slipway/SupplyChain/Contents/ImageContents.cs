using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.SupplyChain.Contents;

/// <summary>
/// Reads the package lists out of layers, from the local layout where they are there, else from the registry.
/// </summary>
internal sealed class ImageContents(RegistryClient registries, IReporter reporter)
{
    private const long MostDownloaded = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// What is in an image. What cannot be read is reported, and makes the answer incomplete.
    /// </summary>
    /// <param name="source">Where layers without a file are read.</param>
    /// <param name="layers">The layers, base first.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">The registry cannot be read.</exception>
    public async Task<SystemPackages> ReadAsync(
        ImageReference source,
        IReadOnlyList<ImageBlob> layers,
        CancellationToken ct
    )
    {
        if (layers.Where(layer => layer.File is null).Sum(layer => layer.Descriptor.Size) > MostDownloaded)
        {
            reporter.Warning($"{source}: its layers are larger than 2 GiB; their packages are not listed.");
            return SystemPackages.Unknown;
        }
        var files = new LayerFiles(PackageDatabases.Counts);
        try
        {
            foreach (var layer in layers)
                await AddAsync(files, source, layer, ct);
        }
        catch (InvalidDataException e)
        {
            reporter.Warning($"{source}: its packages cannot be listed: {e.Message}");
            return SystemPackages.Unknown;
        }
        var found = PackageDatabases.Read(files.Files, complete: true);
        if (!found.Complete)
        {
            reporter.Warning(
                $"{source}: its packages cannot be listed: it is {found.System!.Name}, but has no dpkg or apk "
                    + "database. Its SBOM is marked incomplete."
            );
        }
        return found;
    }

    private async Task AddAsync(
        LayerFiles files,
        ImageReference source,
        ImageBlob layer,
        CancellationToken ct
    )
    {
        if (!layer.Descriptor.MediaType.EndsWith("gzip", StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"layers of the type {layer.Descriptor.MediaType} are not supported."
            );
        }
        if (layer.File is { } present)
        {
            await using var content = File.OpenRead(present);
            await files.AddAsync(content, ct);
            return;
        }
        using var folder = registries.NewFolder();
        var file = folder.NewFile();
        await registries.DownloadBlobAsync(source, layer.Descriptor, file, ct);
        await using var downloaded = File.OpenRead(file);
        await files.AddAsync(downloaded, ct);
    }
}
