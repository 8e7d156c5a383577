using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;

namespace LocalCluster.Runtime.Processes;

/// <summary>Reaches containers that are processes.</summary>
internal sealed class ProcessStreams(RunningProcesses running) : IContainerStreams
{
    public Task<IReachableContainer?> FindAsync(
        JsonObject pod,
        string container,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReachableContainer?>(running.Find(pod, container));

    public Task<Socket> ConnectAsync(JsonObject pod, int port, CancellationToken cancellationToken) =>
        PodPort.ConnectAsync(pod, port, cancellationToken);
}
