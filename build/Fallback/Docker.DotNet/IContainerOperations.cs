using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What can be done with containers, which are named by id or name.</summary>
public partial interface IContainerOperations
{
    /// <summary>
    /// Takes part in a container's streams: what it writes from now on, and what it reads where it has an
    /// input.
    /// </summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task<MultiplexedStream> AttachContainerAsync(
        string id,
        bool tty,
        ContainerAttachParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes a container, which does not run yet.</summary>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task<CreateContainerResponse> CreateContainerAsync(
        CreateContainerParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// What a container wrote so far, and with Follow what it goes on to write; output and errors are kept
    /// apart, unless the container has a terminal.
    /// </summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task<MultiplexedStream> GetContainerLogsAsync(
        string id,
        bool tty,
        ContainerLogsParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>What the engine knows about a container.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task<ContainerInspectResponse> InspectContainerAsync(
        string id,
        CancellationToken cancellationToken = default
    );

    /// <summary>The containers that run; with All, the others too.</summary>
    Task<IList<ContainerListResponse>> ListContainersAsync(
        ContainersListParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Sends a signal, SIGKILL if none is named.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task KillContainerAsync(
        string id,
        ContainerKillParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Takes a container away.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task RemoveContainerAsync(
        string id,
        ContainerRemoveParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Tells a container's terminal how large it is, in characters.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task ResizeContainerTtyAsync(
        string id,
        ContainerResizeParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs a container; false when it ran already.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task<bool> StartContainerAsync(
        string id,
        ContainerStartParameters? parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Asks a container to end, and kills it when it does not; false when it did not run.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task<bool> StopContainerAsync(
        string id,
        ContainerStopParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Returns when a container ended, with its exit code.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task<ContainerWaitResponse> WaitContainerAsync(string id, CancellationToken cancellationToken = default);
}
