using System.Collections.Concurrent;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Images.SupplyChain.Provenance;
using Slipway.Reporting;
using Slipway.Services;

namespace Slipway.Images;

/// <summary>
/// Builds services with a project, without a daemon, and remembers what they were made from.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="layout">Where the images go.</param>
/// <param name="cache">Layers that are there.</param>
/// <param name="reuse">Knows which images are still what a build would make.</param>
/// <param name="baseImage">What to build on; null for an empty base.</param>
/// <param name="reporter">Hears what is built.</param>
/// <param name="time">Measures how long it takes.</param>
internal sealed class ProjectBuild(
    string repositoryRoot, OciLayout layout, LayerCache cache, ImageReuse reuse, BaseImage? baseImage,
    IReporter reporter, TimeProvider time)
{
    /// <exception cref="Values.Refusal">A service does not compile or pack.</exception>
    public async Task BuildAsync(IReadOnlyList<Service> services, CancellationToken ct)
    {
        var (began, started) = (time.GetUtcNow(), time.GetTimestamp());
        var ledger = await BuildLedger.OpenAsync(repositoryRoot, layout, time, ct);
        foreach (var service in services)
            reuse.Forget(service);
        var folder = Path.Combine(layout.Folder, ".publish");
        var published = await new PublishForBase(new ServicePublisher(repositoryRoot), reporter)
            .PublishAsync(services, baseImage, folder, ct);
        reporter.Detail(
            $"Published {services.Count} services in {time.GetElapsedTime(started).TotalSeconds:0.0} s.");

        var packer = new ServicePacker(layout, cache);
        var manifests = new ConcurrentDictionary<string, Descriptor>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(published, ct, async (service, stop) =>
            manifests[service.Service.Name] = await packer.PackAsync(service, baseImage, stop));
        layout.SetImages(manifests);
        cache.Save();
        foreach (var service in published)
        {
            reuse.Remember(service, began);
            ledger.Add(service, manifests[service.Service.Name].Digest);
        }
        Directory.Delete(folder, recursive: true);
    }
}
