namespace Slipway.Services;

/// <summary>One microservice of the repository: a folder below <c>services/</c>.</summary>
/// <param name="Name">The folder's name, which is also the name of its image and workload.</param>
/// <param name="Directory">The folder, absolute.</param>
/// <param name="ProjectFile">The project that builds the program, absolute; null where there is none.</param>
/// <param name="Dockerfile">The Dockerfile, absolute; null where there is none.</param>
/// <param name="Builder">What makes its image.</param>
/// <param name="DependsOn">The services that it calls.</param>
/// <param name="Docker">How its Dockerfile is built; null where its project is.</param>
public sealed record Service(
    string Name,
    string Directory,
    string? ProjectFile,
    string? Dockerfile,
    Builder Builder,
    IReadOnlyList<string> DependsOn,
    DockerSettings? Docker = null
)
{
    /// <summary>How its container is tested.</summary>
    public ContainerTestSettings ContainerTest { get; init; } = ContainerTestSettings.Default;
}

/// <summary>What makes a service's image.</summary>
public enum Builder
{
    /// <summary>The project is published and packed in this process.</summary>
    DotNet,

    /// <summary>The Docker Engine builds the Dockerfile.</summary>
    Docker,
}
