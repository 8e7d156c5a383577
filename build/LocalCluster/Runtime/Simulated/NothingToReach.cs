using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Runtime.Simulated;

/// <summary>The containers of a rehearsal run nothing that could be spoken to, and say so.</summary>
internal sealed class NothingToReach : IContainerStreams
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
