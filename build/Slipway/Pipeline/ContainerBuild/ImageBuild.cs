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
        var layout = new OciLayout(outputDirectory);
        var store = new InputStore(layout.Folder);
        var projects = services.Where(service => service.Builder == Builder.DotNet).ToList();
        // Takes a tenth of a second; meanwhile the registry is queried for the bases.
        var readingSdk = projects.Count > 0 ? SdkVersion.ReadAsync(repositoryRoot, ct) : Task.FromResult("");
        var pins = new BasePins(BaseLock.Read(repositoryRoot), registries, reporter);
        var recipes = await PinAsync(
            pins,
            settings.BaseImage is not null,
            new RecipeReader(repositoryRoot, layout.Folder).Read(
                services.Where(service => service.Builder == Builder.Docker)
            ),
            ct
        );
        var pinned =
            settings.BaseImage is { } named && (projects.Count > 0 || recipes.Any(recipe => recipe.TakesBase))
                ? await pins.PinAsync(named, ct)
                : null;

        var inputs = new ProjectInputs(repositoryRoot, layout.Folder, reporter);
        var sdk = await readingSdk;
        var states = projects
            .AsParallel()
            .Select(service => new ServiceState(
                service.Name,
                inputs.Read(service, sdk, pinned, settings.Platforms)
            ))
            .Concat(recipes.AsParallel().Select(recipe => recipe.State(pinned, settings.Platforms)))
            .ToDictionary(state => state.Name, StringComparer.Ordinal);
        var elsewhere = settings.Repository is { } repository
            ? new InputRegistry(registries, repository, reporter, settings.TrustedBy)
            : null;
        var changed = await new ImageReuse(layout, store, elsewhere, reporter).FindChangedAsync(
            [.. services.Select(service => states[service.Name])],
            ct
        );

        if (changed.Count > 0)
        {
            var bases = new PlatformBases(registries, pinned, settings.Platforms);
            var work = new ImageBuildContext(
                layout,
                new LayerCache(layout),
                store,
                await bases.ReadAsync(ct),
                states,
                began,
                reporter
            );
            var stale = recipes.Where(recipe => changed.Contains(recipe.Name)).ToList();
            // An engine that is not there is refused before anything is compiled.
            using var engine =
                stale.Count > 0
                    ? await DockerEngine.ConnectAsync([.. stale.Select(recipe => recipe.Service)], ct)
                    : null;
            var compiled = projects.Where(service => changed.Contains(service.Name)).ToList();
            var ledger = await BuildRecorder.OpenAsync(repositoryRoot, layout, time, ct);
            if (compiled.Count > 0)
                await new ProjectBuild(repositoryRoot, work, inputs, sdk, time).BuildAsync(
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
                    IsNew = changed.Contains(service.Name),
                }
            ),
        ];
    }

    /// <summary>
    /// The image of each service that an earlier build left in the folder; services without one are left out.
    /// </summary>
    public static IReadOnlyList<BuiltImage> Read(IReadOnlyList<Service> services, string outputDirectory)
    {
        var layout = new OciLayout(outputDirectory);
        return [.. services.Select(service => layout.Find(service.Name)).OfType<BuiltImage>()];
    }

    private static async Task<IReadOnlyList<DockerRecipe>> PinAsync(
        BasePins pins,
        bool hasBase,
        IReadOnlyList<DockerRecipe> recipes,
        CancellationToken ct
    )
    {
        var pinned = new List<DockerRecipe>();
        foreach (var recipe in recipes)
            pinned.Add(recipe with { Bases = await StageBases.PinAsync(recipe, hasBase, pins, ct) });
        return pinned;
    }
}
