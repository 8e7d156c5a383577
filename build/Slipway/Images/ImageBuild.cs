using System.Collections.Concurrent;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>
/// Builds the images of services without a daemon. The same source on the same base gives the same digest
/// everywhere.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="registries">Where base images are read.</param>
/// <param name="reporter">Hears what is built.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class ImageBuild(
    string repositoryRoot, RegistryClient registries, IReporter reporter, TimeProvider time)
{
    /// <summary>Compiles, publishes and packs the services into an OCI layout.</summary>
    /// <param name="services">What to build.</param>
    /// <param name="baseImage">
    /// What to build on; null for an empty base, on which the runtime comes from where the image runs.
    /// </param>
    /// <param name="outputDirectory">The layout. Images that it holds of other services stay.</param>
    /// <param name="ct">Stops the build.</param>
    /// <exception cref="Refusal">
    /// A service does not compile or pack, or the base image cannot be read.
    /// </exception>
    public async Task<IReadOnlyList<BuiltImage>> BuildAsync(
        IReadOnlyList<Service> services, ImageReference? baseImage, string outputDirectory,
        CancellationToken ct)
    {
        if (services.FirstOrDefault(service => service.Builder != Builder.DotNet) is { } other)
            throw new BuilderRefusal(other);
        if (services.Count == 0)
            return [];
        var parent = baseImage is null
            ? null
            : await new BaseImageReader(registries).ReadAsync(baseImage, ct);
        var layout = new OciLayout(outputDirectory);
        var sdk = await SdkVersion.ReadAsync(repositoryRoot, ct);
        var reuse = new ImageReuse(repositoryRoot, layout, sdk, parent?.Digest.ToString() ?? "");
        var changed = services.Where(service => IsChanged(service, reuse)).ToList();
        if (changed.Count > 0)
            await BuildAsync(changed, parent, layout, reuse, ct);
        return [.. services.Select(service => layout.Find(service.Name)!)];
    }

    /// <summary>
    /// The image of each service that an earlier build left in the folder; services without one are left out.
    /// </summary>
    public static IReadOnlyList<BuiltImage> Read(IReadOnlyList<Service> services, string outputDirectory)
    {
        var layout = new OciLayout(outputDirectory);
        return [.. services.Select(service => layout.Find(service.Name)).OfType<BuiltImage>()];
    }

    private bool IsChanged(Service service, ImageReuse reuse)
    {
        var reason = reuse.WhyBuild(service);
        reporter.Info(reason is null
            ? $"{service.Name}: nothing changed, its image is reused."
            : $"{service.Name}: is built, because {reason}.");
        return reason is not null;
    }

    private async Task BuildAsync(
        IReadOnlyList<Service> services, BaseImage? parent, OciLayout layout, ImageReuse reuse,
        CancellationToken ct)
    {
        var (began, started) = (time.GetUtcNow(), time.GetTimestamp());
        foreach (var service in services)
            reuse.Forget(service);
        var folder = Path.Combine(layout.Folder, ".publish");
        var published = await new PublishForBase(new ServicePublisher(repositoryRoot), reporter)
            .PublishAsync(services, parent, folder, ct);
        reporter.Detail(
            $"Published {services.Count} services in {time.GetElapsedTime(started).TotalSeconds:0.0} s.");

        var cache = new LayerCache(layout);
        var packer = new ServicePacker(layout, cache);
        var manifests = new ConcurrentDictionary<string, Descriptor>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(published, ct, async (service, stop) =>
            manifests[service.Service.Name] = await packer.PackAsync(service, parent, stop));
        layout.SetImages(manifests);
        cache.Save();
        foreach (var service in published)
            reuse.Remember(service, began);
        Directory.Delete(folder, recursive: true);
    }
}
