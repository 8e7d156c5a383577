using System.Collections.Concurrent;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.SupplyChain.Provenance;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>
/// Builds services with a project, without a daemon, and remembers what they were made from.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="work">What to build on and where to.</param>
/// <param name="inputs">Knows what was counted.</param>
/// <param name="sdk">The version of the SDK.</param>
/// <param name="time">Measures how long it takes.</param>
internal sealed class ProjectBuild(
    string repositoryRoot,
    ImageBuildContext work,
    ProjectInputs inputs,
    string sdk,
    TimeProvider time
)
{
    /// <exception cref="Refusal">A service does not compile or pack.</exception>
    public async Task BuildAsync(IReadOnlyList<Service> services, BuildRecorder ledger, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var folder = Path.Combine(work.Layout.Folder, ".publish");
        var published = await PublishAsync(services, folder, ct);
        work.Reporter.Detail(
            $"Published {services.Count} services in {time.GetElapsedTime(started).TotalSeconds:0.0} s."
        );

        var packer = new ServicePacker(work.Layout, work.Cache);
        var images = new ConcurrentDictionary<string, Descriptor>(StringComparer.Ordinal);
        var byService = published.GroupBy(entry => entry.Service.Service);
        await Parallel.ForEachAsync(byService, ct, async (one, stop) =>
        {
            var parts = new List<(Platform, Descriptor)>();
            foreach (var (service, target) in one)
                parts.Add((target.Platform, await packer.PackAsync(service, target, stop)));
            images[one.Key.Name] = work.Combine(parts);
        });
        work.Layout.SetImages(images);
        work.Cache.Save();
        foreach (var one in byService)
        {
            var image = images[one.Key.Name];
            ledger.Add([.. one.Select(entry => entry.Service)], image.Digest, work.States[one.Key.Name]);
            Remember(one.First().Service, image);
        }
        Directory.Delete(folder, recursive: true);
    }

    private async Task<IReadOnlyList<(PublishedService Service, PlatformBase Target)>> PublishAsync(
        IReadOnlyList<Service> services,
        string folder,
        CancellationToken ct
    )
    {
        var restored = new RestoreCache(Path.Combine(work.Layout.Folder, "restored"), name =>
            work.States[name].Inputs.All
        );
        var publisher = new ServicePublisher(repositoryRoot, restored);
        Directory.CreateDirectory(folder);
        var warmingUp = CompilerServer.WarmUpAsync(sdk, folder, ct);
        try
        {
            return await new PublishForBase(publisher, work.Reporter).PublishAsync(
                services,
                work.Bases,
                folder,
                ct
            );
        }
        finally
        {
            await warmingUp;
        }
    }

    // Not where a file was written since the build began, since it is unknown whether the compiler saw it
    // before or after, and not where the compiler used one that was not counted.
    private void Remember(PublishedService published, Descriptor image)
    {
        var name = published.Service.Name;
        var counted = work.States[name].Inputs;
        if (inputs.Missed(counted, published.Sources) is { } missed)
        {
            work.Reporter.Warning(
                $"{name} is rebuilt every time: it uses {missed}, which its projects do not list explicitly. "
                    + "List it in an item, without properties that are set elsewhere."
            );
            return;
        }
        var settled = counted
            .Files.Keys.Select(file => new FileInfo(Path.Combine(repositoryRoot, file)))
            .All(file => file.Exists && file.LastWriteTimeUtc < work.Began);
        if (settled)
            work.Remember(name, image);
    }
}
