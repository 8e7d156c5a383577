using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What can be run in containers that run already.</summary>
public interface IExecOperations
{
    /// <summary>Prepares a program, which does not run yet.</summary>
    /// <exception cref="DockerContainerNotFoundException">There is no such container.</exception>
    Task<ContainerExecCreateResponse> ExecCreateContainerAsync(
        string id,
        ContainerExecCreateParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Starts it and takes part in its streams.</summary>
    Task<MultiplexedStream> StartAndAttachContainerExecAsync(
        string id,
        bool tty,
        CancellationToken cancellationToken = default
    );

    /// <summary>Whether it runs, and how it ended.</summary>
    Task<ContainerExecInspectResponse> InspectContainerExecAsync(
        string id,
        CancellationToken cancellationToken = default
    );

    /// <summary>Tells its terminal how large it is, in characters.</summary>
    Task ResizeContainerExecTtyAsync(
        string id,
        ContainerResizeParameters parameters,
        CancellationToken cancellationToken = default
    );
}
