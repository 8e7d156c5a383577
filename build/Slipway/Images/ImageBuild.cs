using Slipway.Images.Docker;
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
/// Builds the images of services: projects without a daemon, Dockerfiles with the Docker Engine. The same
/// source on the same base gives the same digest everywhere, as far as the steps of a Dockerfile do.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="registries">Where base images are read.</param>
/// <param name="reporter">Hears what is built.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class ImageBuild(
    string repositoryRoot, RegistryClient registries, IReporter reporter, TimeProvider time)
{
    /// <summary>
    /// Makes the images of services that changed, and takes the others as they are. Projects are compiled,
    /// published and packed here; Dockerfiles are built by the Docker Engine.
    /// </summary>
    /// <param name="services">What to build.</param>
    /// <param name="baseImage">
    /// What to build on; null for an empty base, on which the runtime comes from where the image runs.
    /// Dockerfiles get it as the argument <c>BASE_IMAGE</c>, where they take one.
    /// </param>
    /// <param name="outputDirectory">The layout. Images that it holds of other services stay.</param>
    /// <param name="ct">Stops the build.</param>
    /// <exception cref="Refusal">
    /// A service does not build, no Docker Engine answers where one is needed, or the base image cannot be
    /// read.
    /// </exception>
    public async Task<IReadOnlyList<BuiltImage>> BuildAsync(
        IReadOnlyList<Service> services, ImageReference? baseImage, string outputDirectory,
        CancellationToken ct)
    {
        if (services.Count == 0)
            return [];
        var layout = new OciLayout(outputDirectory);
        var projects = services.Where(service => service.Builder == Builder.DotNet).ToList();
        var recipes = new RecipeReader(repositoryRoot, layout.Folder)
            .Read(services.Where(service => service.Builder == Builder.Docker));
        var parent = baseImage is not null && (projects.Count > 0 || recipes.Any(recipe => recipe.TakesBase))
            ? await new BaseImageReader(registries).ReadAsync(baseImage, ct)
            : null;
        var cache = new LayerCache(layout);

        var docker = new DockerBuild(registries, layout, cache, parent, reporter);
        var changed = recipes.Where(recipe => IsChanged(recipe.Name, docker.WhyBuild(recipe))).ToList();
        // An engine that is not there is refused before anything is compiled.
        using var engine = changed.Count > 0
            ? await DockerEngine.ConnectAsync([.. changed.Select(recipe => recipe.Service)], ct)
            : null;
        if (projects.Count > 0)
            await BuildProjectsAsync(projects, parent, layout, cache, ct);
        if (engine is not null)
            await docker.BuildAsync(engine, changed, ct);
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

    private async Task BuildProjectsAsync(
        IReadOnlyList<Service> services, BaseImage? parent, OciLayout layout, LayerCache cache,
        CancellationToken ct)
    {
        var sdk = await SdkVersion.ReadAsync(repositoryRoot, ct);
        var reuse = new ImageReuse(repositoryRoot, layout, sdk, parent?.Digest.ToString() ?? "");
        var changed = services.Where(service => IsChanged(service.Name, reuse.WhyBuild(service))).ToList();
        if (changed.Count > 0)
        {
            await new ProjectBuild(repositoryRoot, layout, cache, reuse, parent, reporter, time)
                .BuildAsync(changed, ct);
        }
    }

    private bool IsChanged(string service, string? reason)
    {
        reporter.Info(reason is null
            ? $"{service}: nothing changed, its image is reused."
            : $"{service}: is built, because {reason}.");
        return reason is not null;
    }
}
