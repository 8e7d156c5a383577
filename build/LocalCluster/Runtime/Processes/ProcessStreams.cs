using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;

namespace LocalCluster.Runtime.Processes;

/// <summary>Reaches containers that are processes.</summary>
internal sealed class ProcessStreams(RunningProcesses running) : IContainerStreams
{
    public Task<IReachableContainer?> Find(
        JsonObject pod,
        string container,
        CancellationToken cancellation
    ) => Task.FromResult<IReachableContainer?>(running.Find(pod, container));

    public Task<Socket> Connect(JsonObject pod, int port, CancellationToken cancellation) =>
        PodPort.Connect(pod, port, cancellation);
}
