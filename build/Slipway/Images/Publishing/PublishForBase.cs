using Slipway.Images.Formats;
using Slipway.Reporting;
using Slipway.Services;

namespace Slipway.Images.Publishing;

/// <summary>
/// Publishes services so that they run on a base image: without a runtime where the base (or, for an empty
/// one, the machine) has it, else with one.
/// </summary>
internal sealed class PublishForBase(ServicePublisher publisher, IReporter reporter)
{
    /// <param name="services">The services.</param>
    /// <param name="parent">The base; null for an empty one.</param>
    /// <param name="folder">Where the output goes.</param>
    /// <param name="ct">Stops.</param>
    public async Task<IReadOnlyList<PublishedService>> PublishAsync(
        IReadOnlyList<Service> services, BaseImage? parent, string folder, CancellationToken ct)
    {
        var withRuntime = Path.Combine(folder, "self-contained");
        if (parent is not null && !RuntimeNeeds.AnyIn(parent.Config))
            return await publisher.PublishAsync(services, selfContained: true, withRuntime, ct);

        var portable = await publisher.PublishAsync(
            services, selfContained: false, Path.Combine(folder, "portable"), ct);
        var unfit = new List<Service>();
        foreach (var service in parent is null ? [] : portable)
        {
            var needs = RuntimeNeeds.Parse(await File.ReadAllTextAsync(
                Path.Combine(service.Folder, service.EntryAssembly + ".runtimeconfig.json"), ct));
            if (needs.MissingIn(parent!.Config) is not { } missing)
                continue;
            reporter.Info(
                $"{service.Service.Name}: {parent.Name} lacks {missing}, so the image brings a runtime.");
            unfit.Add(service.Service);
        }
        if (unfit.Count == 0)
            return portable;
        var own = await publisher.PublishAsync(unfit, selfContained: true, withRuntime, ct);
        return [.. portable.Where(service => !unfit.Contains(service.Service)), .. own];
    }
}
