using Docker.DotNet.Models;

namespace Docker.DotNet;

public partial interface IContainerOperations
{
    /// <summary>The processes of a running container, as <c>ps</c> on its machine tells.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    /// <exception cref="DockerApiException">It does not run, or <c>ps</c> refuses its arguments.</exception>
    Task<ContainerProcessesResponse> ListProcessesAsync(
        string id,
        ContainerListProcessesParameters parameters,
        CancellationToken cancellationToken = default
    );
}
