using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>
/// What can be done with images. A name may hold a registry, a tag or a digest; an id will do as well.
/// </summary>
public partial interface IImageOperations
{
    /// <summary>
    /// Builds from a context (a tar archive with a Dockerfile). A failing build does not throw: its last
    /// message has an
    /// <see cref="JSONMessage.Error"/>.
    /// </summary>
    Task BuildImageFromDockerfileAsync(
        ImageBuildParameters parameters,
        Stream contents,
        IEnumerable<AuthConfig>? authConfigs,
        IDictionary<string, string>? headers,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Pulls an image from its registry. A pull that fails on its way does not throw: its last message has an
    /// <see cref="JSONMessage.Error"/>.
    /// </summary>
    /// <exception cref="DockerApiException">The registry does not have it, or refuses.</exception>
    Task CreateImageAsync(
        ImagesCreateParameters parameters,
        AuthConfig? authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    );

    /// <summary>Takes a name from an image, and the image away when it was the last one.</summary>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task<IList<IDictionary<string, string>>> DeleteImageAsync(
        string name,
        ImageDeleteParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>What the engine knows about an image.</summary>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Pushes an image to its registry. A failing push does not throw: its last message has an
    /// <see cref="JSONMessage.Error"/>.
    /// </summary>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task PushImageAsync(
        string name,
        ImagePushParameters parameters,
        AuthConfig? authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    );

    /// <summary>The image as a tar archive, in the layout that <c>docker load</c> reads.</summary>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task<Stream> SaveImageAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Gives an image a further name.</summary>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task TagImageAsync(
        string name,
        ImageTagParameters parameters,
        CancellationToken cancellationToken = default
    );
}
