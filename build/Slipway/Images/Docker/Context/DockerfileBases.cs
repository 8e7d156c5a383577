using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Docker.Context;

/// <summary>The images of registries that Dockerfiles begin with.</summary>
public static class DockerfileBases
{
    /// <summary>
    /// Those of all services that the Docker Engine builds, but for the environment's base.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="hasBase">Whether the environment has one.</param>
    public static IEnumerable<ImageReference> Of(IEnumerable<Service> services, bool hasBase) =>
        services
            .Where(service => service.Builder == Builder.Docker)
            .Select(service => new DockerRecipe(
                service,
                Dockerfile.Parse(File.ReadAllText(service.Dockerfile!)),
                []
            ))
            .SelectMany(recipe => StageBases.Of(recipe, hasBase))
            .Select(stage => stage.Image);
}
