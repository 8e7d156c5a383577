namespace Slipway.Services;

/// <summary>How the Docker Engine builds a service.</summary>
/// <param name="Context">The folder that it sees, relative to the repository with forward slashes.</param>
/// <param name="Dockerfile">
/// The Dockerfile, in that folder or below, relative to the repository too.
/// </param>
/// <param name="Arguments">
/// Values for <c>ARG</c>, by name. Not a place for secrets: they are visible in images.
/// </param>
public sealed record DockerSettings(
    string Context,
    string Dockerfile,
    IReadOnlyDictionary<string, string> Arguments
);
