using Docker.DotNet.Models;

namespace Docker.DotNet;

public partial interface IImageOperations
{
    /// <summary>
    /// Takes images in from an archive as <c>docker save</c> makes them. What fails half way does not throw:
    /// its last message has an <see cref="JSONMessage.Error"/>.
    /// </summary>
    /// <exception cref="DockerApiException">The archive holds no images.</exception>
    Task LoadImageAsync(
        ImageLoadParameters parameters,
        Stream imageStream,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    );
}
