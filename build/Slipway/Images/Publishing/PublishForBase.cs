using Slipway.Images.Formats;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Publishing;

/// <summary>
/// Publishes services so that they run on a base image: without a runtime where the base (or, for an empty
/// one, the machine) has it, which serves all platforms at once; else with one for each platform.
/// </summary>
internal sealed class PublishForBase(ServicePublisher publisher, IReporter reporter)
{
    /// <param name="services">The services.</param>
    /// <param name="bases">The platforms, with the base for each.</param>
    /// <param name="folder">Where the output goes.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>What each service is on each platform.</returns>
    public async Task<IReadOnlyList<(PublishedService Service, PlatformBase Target)>> PublishAsync(
        IReadOnlyList<Service> services,
        IReadOnlyList<PlatformBase> bases,
        string folder,
        CancellationToken ct
    )
    {
        IReadOnlyList<PublishedService> portable = bases.Any(HasRuntime)
            ? await publisher.PublishAsync(services, runtime: null, Path.Combine(folder, "portable"), ct)
            : [];
        var published = new List<(PublishedService, PlatformBase)>();
        foreach (var target in bases)
        {
            var fit = HasRuntime(target) ? await FitAsync(portable, target, ct) : [];
            var names = fit.Select(service => service.Service.Name).ToHashSet(StringComparer.Ordinal);
            var unfit = services.Where(service => !names.Contains(service.Name)).ToList();
            IReadOnlyList<PublishedService> own =
                unfit.Count == 0
                    ? []
                    : await publisher.PublishAsync(
                        unfit,
                        target.Platform,
                        Path.Combine(folder, target.Platform.Runtime),
                        ct
                    );
            published.AddRange(fit.Concat(own).Select(service => (service, target)));
        }
        return published;
    }

    private static bool HasRuntime(PlatformBase target) =>
        target.Base is not { } parent || RuntimeNeeds.AnyIn(parent.Config);

    private async Task<IReadOnlyList<PublishedService>> FitAsync(
        IReadOnlyList<PublishedService> portable,
        PlatformBase target,
        CancellationToken ct
    )
    {
        if (target.Base is not { } parent)
            return portable;
        var fit = new List<PublishedService>();
        foreach (var service in portable)
        {
            var needs = MalformedFileException.Read(
                Path.Combine(service.Folder, service.EntryAssembly + ".runtimeconfig.json"),
                RuntimeNeeds.Parse
            );
            if (needs.MissingIn(parent.Config) is { } missing)
            {
                reporter.Info(
                    $"{service.Service.Name}: {parent.Name} lacks {missing}, so the image includes the runtime."
                );
            }
            else
                fit.Add(service);
        }
        return fit;
    }
}
