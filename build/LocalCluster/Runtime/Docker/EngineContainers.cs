using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;

namespace LocalCluster.Runtime.Docker;

/// <summary>The engine's containers that run, by pod and name.</summary>
internal sealed class EngineContainers : IContainerStreams
{
    private readonly ConcurrentDictionary<(string Pod, string Container), EngineContainer> _all = new();

    /// <summary>Keeps a container until it ends.</summary>
    public void Add(JsonObject pod, string name, EngineContainer container)
    {
        var key = (pod.Uid(), name);
        _all[key] = container;
        _ = container.Exited.ContinueWith(
            _ => _all.TryRemove(KeyValuePair.Create(key, container)),
            TaskScheduler.Default
        );
    }

    public Task<IReachableContainer?> FindAsync(
        JsonObject pod,
        string container,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReachableContainer?>(Find(pod.Uid(), container));

    /// <summary>A container that runs; null when it does not.</summary>
    public EngineContainer? Find(string pod, string container) => _all.GetValueOrDefault((pod, container));

    public Task<Socket> ConnectAsync(JsonObject pod, int port, CancellationToken cancellationToken) =>
        PodPort.ConnectAsync(pod, port, cancellationToken);
}
