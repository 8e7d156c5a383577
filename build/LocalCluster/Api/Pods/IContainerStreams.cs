using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Resources;

namespace LocalCluster.Api.Pods;

/// <summary>How users reach what runs in pods: exec, attach, port-forward.</summary>
internal interface IContainerStreams
{
    /// <summary>A container to run programs in, or to attach to; null when it does not run.</summary>
    /// <exception cref="ApiException">501: nothing runs here.</exception>
    Task<IReachableContainer?> FindAsync(
        JsonObject pod,
        string container,
        CancellationToken cancellationToken
    );

    /// <summary>Connects to a port of a pod.</summary>
    /// <exception cref="ApiException">501: nothing runs here.</exception>
    /// <exception cref="IOException">The port is closed; the message is the kubelet's.</exception>
    Task<Socket> ConnectAsync(JsonObject pod, int port, CancellationToken cancellationToken);
}

/// <summary>A running container.</summary>
internal interface IReachableContainer
{
    /// <summary>Runs one more program in the container; it ends when the container does.</summary>
    /// <exception cref="ContainerStartException">The program cannot be run.</exception>
    Task<IContainerProgram> ExecAsync(ExecRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The container's main program: its output from now on, and its input if it has one.
    /// </summary>
    /// <param name="takesInput">Whether the caller will write to it.</param>
    Task<IContainerProgram> AttachAsync(bool takesInput);
}

/// <summary>A program to run in a container.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="HasInput">Whether it gets an input; else it reads nothing.</param>
/// <param name="HasTerminal">Whether its streams are a terminal.</param>
internal sealed record ExecRequest(IReadOnlyList<string> Command, bool HasInput, bool HasTerminal);

/// <summary>The size of a terminal in characters.</summary>
internal sealed record TerminalSize(ushort Width, ushort Height);

/// <summary>
/// A program with open streams. Disposing ends a program of <see
/// cref="IReachableContainer.ExecAsync"/> with all that it started; a container's main program only loses a
/// listener.
/// </summary>
internal interface IContainerProgram : IAsyncDisposable
{
    /// <summary>What it reads; null when it has no input. Writes fail once it has closed it.</summary>
    Stream? Input { get; }

    /// <summary>What it writes, until it ends; with a terminal its errors too.</summary>
    Stream Output { get; }

    /// <summary>Its errors; null when they are part of <see cref="Output"/>.</summary>
    Stream? Errors { get; }

    /// <summary>The exit code, once it has ended; 0 for a container's main program.</summary>
    Task<int> Exited { get; }

    /// <summary>Nothing more will be written to its input.</summary>
    ValueTask EndInputAsync();

    /// <summary>Resizes its terminal, if it has one.</summary>
    void Resize(TerminalSize size);
}
