using Slipway.Images.Bases;
using Slipway.Images.Docker.Context;
using Slipway.Images.Docker.Engine;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.SupplyChain.Provenance;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>
/// Builds the images of services: projects without a daemon, Dockerfiles with the Docker Engine. The same
/// source on the same base gives the same digest everywhere, as far as the steps of a Dockerfile do.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="registries">Where base images, and images that others built, are read.</param>
/// <param name="reporter">Receives what is built, and why.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class ImageBuild(
    string repositoryRoot,
    RegistryClient registries,
    IReporter reporter,
    TimeProvider time
)
{
    /// <summary>
    /// Makes the images of services that changed, and takes the others as they are: from here, or from the
    /// registry where another machine built the same inputs. Projects are compiled, published and packed
    /// here; Dockerfiles are built by the Docker Engine. Builds of one checkout wait for each other.
    /// </summary>
    /// <param name="services">What to build.</param>
    /// <param name="settings">What to build on and for, and where images of others are.</param>
    /// <param name="outputDirectory">The layout. Images that it holds of other services stay.</param>
    /// <param name="ct">Stops the build.</param>
    /// <exception cref="Refusal">
    /// A service does not build, no Docker Engine answers where one is needed, the base image cannot be
    /// read, or the disk is full.
    /// </exception>
    public async Task<IReadOnlyList<BuiltImage>> BuildAsync(
        IReadOnlyList<Service> services,
        ImageSettings settings,
        string outputDirectory,
        CancellationToken ct
    )
    {
        try
        {
            if (services.Count == 0)
                return [];
            using var lockedRun = await BuildLock.TakeAsync(repositoryRoot, reporter, time, ct);
            return await MakeAsync(services, settings, outputDirectory, ct);
        }
        catch (Exception e) when (DiskRefusal.For(e, outputDirectory) is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task<IReadOnlyList<BuiltImage>> MakeAsync(
        IReadOnlyList<Service> services,
        ImageSettings settings,
        string outputDirectory,
        CancellationToken ct
    )
    {
        var began = time.GetUtcNow();
        var plan = await new ImagePlanning(repositoryRoot, registries, reporter).PlanAsync(
            services,
            settings,
            outputDirectory,
            ct
        );
        var (layout, changed) = (plan.Layout, plan.Changed);
        if (changed.Count > 0)
        {
            var bases = new PlatformBases(registries, plan.Pinned, settings.Platforms);
            var work = new ImageBuildContext(
                layout,
                new LayerCache(layout),
                new InputStore(layout.Folder),
                await bases.ReadAsync(ct),
                plan.States,
                began,
                reporter
            );
            var stale = plan.Recipes.Where(recipe => changed.ContainsKey(recipe.Name)).ToList();
            // An engine that is not there is refused before anything is compiled.
            using var engine =
                stale.Count > 0
                    ? await DockerEngine.ConnectAsync([.. stale.Select(recipe => recipe.Service)], ct)
                    : null;
            var compiled = services
                .Where(service => service.Builder == Builder.DotNet && changed.ContainsKey(service.Name))
                .ToList();
            var ledger = await BuildRecorder.OpenAsync(repositoryRoot, layout, time, ct);
            if (compiled.Count > 0)
                await new ProjectBuild(repositoryRoot, work, plan.Inputs, plan.Sdk, time).BuildAsync(
                    compiled,
                    ledger,
                    ct
                );
            if (engine is not null)
                await new DockerBuild(registries, work).BuildAsync(engine, stale, ledger, ct);
        }
        return
        [
            .. services.Select(service =>
                layout.Find(service.Name)! with
                {
                    IsNew = changed.ContainsKey(service.Name),
                }
            ),
        ];
    }

    /// <summary>
    /// Tells without building anything which services would be built, and why: the others have the image that is in
    /// the layout then. Waits for a build of the same checkout.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="settings">What they would be built on and for, and where images of others are.</param>
    /// <param name="outputDirectory">The layout.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">The base image cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>> FindChangedAsync(
        IReadOnlyList<Service> services,
        ImageSettings settings,
        string outputDirectory,
        CancellationToken ct
    )
    {
        using var lockedRun = await BuildLock.TakeAsync(repositoryRoot, reporter, time, ct);
        var planning = new ImagePlanning(repositoryRoot, registries, reporter);
        return (await planning.PlanAsync(services, settings, outputDirectory, ct)).Changed;
    }

    /// <summary>
    /// The image of each service that an earlier build left in the folder; services without one are left out.
    /// </summary>
    public static IReadOnlyList<BuiltImage> Read(IReadOnlyList<Service> services, string outputDirectory)
    {
        var layout = new OciLayout(outputDirectory);
        return [.. services.Select(service => layout.Find(service.Name)).OfType<BuiltImage>()];
    }
}
