using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Runtime.Simulated;

/// <summary>Simulated containers run nothing to connect to, and report that.</summary>
internal sealed class UnreachableContainers : IContainerStreams
{
    public Task<IReachableContainer?> FindAsync(
        JsonObject pod,
        string container,
        CancellationToken cancellationToken
    ) => throw Refusal(pod);

    public Task<Socket> ConnectAsync(JsonObject pod, int port, CancellationToken cancellationToken) =>
        throw Refusal(pod);

    private static ApiException Refusal(JsonObject pod) =>
        new(
            501,
            "NotImplemented",
            $"pod \"{pod.Name()}\" is simulated: it runs no program that could be "
                + "reached; start the cluster without '--runtime simulated' to run real ones",
            []
        );
}
