using Slipway.Yaml;

namespace Slipway.Services;

/// <summary>What <c>services/&lt;name&gt;/service.yaml</c> says; every key is optional.</summary>
/// <param name="Builder">What makes the image; null leaves it to what the folder holds.</param>
/// <param name="Docker">How the Dockerfile is built; null where the file does not say.</param>
/// <param name="ContainerTest">How its container is tested.</param>
/// <param name="DependsOn">The services that this one calls, with their places in the file.</param>
/// <param name="DockerPlace">Where the file says so.</param>
/// <param name="Mistakes">
/// What is wrong so far; the catalog adds what can only be seen beside the other services.
/// </param>
internal sealed record ServiceFile(
    Builder? Builder,
    DockerSettings? Docker,
    ContainerTestSettings ContainerTest,
    IReadOnlyList<YamlText> DependsOn,
    SourceLocation DockerPlace,
    ValidationErrors Mistakes
)
{
    /// <summary>Reads the file of a service.</summary>
    /// <param name="text">What it holds; nothing where there is none.</param>
    /// <param name="service">The service's folder, relative to the repository.</param>
    /// <param name="repositoryRoot">The repository.</param>
    public static ServiceFile Parse(string text, string service, string repositoryRoot)
    {
        var mistakes = new ValidationErrors($"{service}/service.yaml");
        var file = YamlReader.Read(text, mistakes);
        var parsed = new ServiceFile(
            file.Choice<Builder>("builder"),
            DockerSection.Read(file, service, repositoryRoot),
            ContainerTestSection.Read(file),
            file.Texts("dependsOn") ?? [],
            file.PlaceOf("docker"),
            mistakes
        );
        file.End();
        return parsed;
    }
}
