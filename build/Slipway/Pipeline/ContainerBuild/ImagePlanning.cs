using Slipway.Images.Bases;
using Slipway.Images.Docker.Context;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Publishing;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.SupplyChain.Provenance;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>Finds out which images a build would have to make. Builds nothing.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="registries">Where base images, and images that others built, are read.</param>
/// <param name="reporter">Receives what is to be built, and why.</param>
internal sealed class ImagePlanning(string repositoryRoot, RegistryClient registries, IReporter reporter)
{
    /// <summary>Reads the inputs of all services, and looks for images of them here and in the registry.</summary>
    public async Task<ImagePlan> PlanAsync(
        IReadOnlyList<Service> services,
        ImageSettings settings,
        string outputDirectory,
        CancellationToken ct
    )
    {
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

        return new ImagePlan(layout, recipes, pinned, inputs, sdk, states, changed);
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

/// <summary>What a build would have to make, and from what.</summary>
/// <param name="Layout">The images that are here.</param>
/// <param name="Recipes">The services with Dockerfiles.</param>
/// <param name="Pinned">The base image; null where none is needed.</param>
/// <param name="Inputs">Reads what projects are made from.</param>
/// <param name="Sdk">The version of the SDK.</param>
/// <param name="States">Each service as it is now.</param>
/// <param name="Changed">The services to build, and why.</param>
internal sealed record ImagePlan(
    OciLayout Layout,
    IReadOnlyList<DockerRecipe> Recipes,
    ImageReference? Pinned,
    ProjectInputs Inputs,
    string Sdk,
    IReadOnlyDictionary<string, ServiceState> States,
    IReadOnlyDictionary<string, string> Changed
);
