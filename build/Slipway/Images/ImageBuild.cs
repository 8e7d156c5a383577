using Slipway.Images.Formats;
using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>Builds the images of services without a daemon. The same source on the same base gives the same digest everywhere.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="registries">Where base images are read.</param>
/// <param name="reporter">Hears what is built.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class ImageBuild(string repositoryRoot, RegistryClient registries, IReporter reporter, TimeProvider time)
{
    /// <summary>Compiles, publishes and packs the services into an OCI layout.</summary>
    /// <param name="services">What to build.</param>
    /// <param name="baseImage">What to build on; null for an empty base, on which the runtime comes from where the image runs.</param>
    /// <param name="outputDirectory">The layout. Images that it holds of other services stay.</param>
    /// <param name="ct">Stops the build.</param>
    /// <exception cref="Refusal">A service does not compile or pack, or the base image cannot be read.</exception>
    public async Task<IReadOnlyList<BuiltImage>> BuildAsync(
        IReadOnlyList<Service> services, ImageReference? baseImage, string outputDirectory, CancellationToken ct)
    {
        if (services.FirstOrDefault(service => service.Builder != Builder.DotNet) is { } other)
            throw new BuilderRefusal(other);
        if (services.Count == 0)
            return [];
        var started = time.GetTimestamp();
        var parent = baseImage is null ? null : await new BaseImageReader(registries).ReadAsync(baseImage, ct);

        var published = await PublishAsync(services, parent, Path.Combine(outputDirectory, ".publish"), ct);
        reporter.Detail($"Published {services.Count} services in {time.GetElapsedTime(started).TotalSeconds:0.0} s.");

        var layout = new OciLayout(outputDirectory);
        var packer = new ServicePacker(layout);
        var manifests = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(published, ct, async (service, stop) =>
        {
            var manifest = await packer.PackAsync(service, parent, stop);
            lock (manifests)
                manifests.Add(service.Service.Name, manifest);
        });
        layout.SetImages(manifests);
        Directory.Delete(Path.Combine(outputDirectory, ".publish"), recursive: true);
        return [.. services.Select(service => layout.Find(service.Name)!)];
    }

    /// <summary>The image of each service that an earlier build left in the folder; services without one are left out.</summary>
    public static IReadOnlyList<BuiltImage> Read(IReadOnlyList<Service> services, string outputDirectory)
    {
        var layout = new OciLayout(outputDirectory);
        return [.. services.Select(service => layout.Find(service.Name)).OfType<BuiltImage>()];
    }

    private async Task<IReadOnlyList<PublishedService>> PublishAsync(
        IReadOnlyList<Service> services, BaseImage? parent, string folder, CancellationToken ct)
    {
        var publisher = new ServicePublisher(repositoryRoot);
        var withRuntime = Path.Combine(folder, "self-contained");
        if (parent is not null && !RuntimeNeeds.AnyIn(parent.Config))
            return await publisher.PublishAsync(services, selfContained: true, withRuntime, ct);

        var portable = await publisher.PublishAsync(services, selfContained: false, Path.Combine(folder, "portable"), ct);
        var unfit = new List<Service>();
        foreach (var service in parent is null ? [] : portable)
        {
            var needs = RuntimeNeeds.Parse(await File.ReadAllTextAsync(
                Path.Combine(service.Folder, service.EntryAssembly + ".runtimeconfig.json"), ct));
            if (needs.MissingIn(parent!.Config) is not { } missing)
                continue;
            reporter.Info($"{service.Service.Name}: {parent.Name} lacks {missing}, so the image brings its own runtime.");
            unfit.Add(service.Service);
        }
        if (unfit.Count == 0)
            return portable;
        var own = await publisher.PublishAsync(unfit, selfContained: true, withRuntime, ct);
        return [.. portable.Where(service => !unfit.Contains(service.Service)), .. own];
    }
}
