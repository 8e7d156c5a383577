using System.IO.Pipelines;

namespace LocalCluster.Api.Http.Streams.Channels;

/// <summary>One of several streams that share a connection.</summary>
internal interface IChannel
{
    /// <summary>
    /// What the client sends. It ends with the client's last byte, and fails with an
    /// <see cref="IOException"/> when the client gave the channel up or the connection broke.
    /// </summary>
    PipeReader Input { get; }

    /// <summary>Sends bytes to the client.</summary>
    /// <exception cref="IOException">The client gave the channel up, or the connection broke.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Nothing more will be written.</summary>
    ValueTask EndAsync(CancellationToken cancellationToken);
}

/// <summary>The channels of <c>exec</c> and <c>attach</c>; null if the client requested none.</summary>
/// <param name="Status">Takes a <c>Status</c> object at the end.</param>
/// <param name="Stdin">The program's input.</param>
/// <param name="Stdout">The program's output.</param>
/// <param name="Stderr">The program's errors.</param>
/// <param name="Resize">Sizes of the client's terminal, as JSON.</param>
internal sealed record ProgramChannels(
    IChannel Status,
    IChannel? Stdin,
    IChannel? Stdout,
    IChannel? Stderr,
    IChannel? Resize
);
