using System.Net;
using LocalCluster.Api.Access;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>
/// A part of the cluster that works through the API: a controller, the pods' runtime, the registry.
/// </summary>
public interface IClusterComponent
{
    /// <summary>
    /// Works until cancelled, then cleans up (pods' processes too) and returns. An exception stops the whole
    /// cluster.
    /// </summary>
    Task RunAsync(IResources resources, ClusterContext context, CancellationToken cancellationToken);
}

/// <summary>What a component knows of its cluster.</summary>
/// <param name="Directory">Where the cluster keeps its files; it exists. A component uses a folder of its own
/// in it.</param>
/// <param name="Time">The cluster's clock.</param>
/// <param name="Addresses">The cluster's loopback addresses.</param>
/// <param name="Log">Takes one line of the cluster's log.</param>
public sealed record ClusterContext(
    string Directory,
    TimeProvider Time,
    AddressBlock Addresses,
    Action<string> Log
)
{
    /// <summary>Where the embedded registry listens.</summary>
    public IPEndPoint Registry => Addresses.Registry;

    /// <summary>Creates the ServiceAccount tokens of pods.</summary>
    internal AccountTokens Tokens
    {
        get => field ?? throw new InvalidOperationException("This context was created without tokens.");
        init;
    }
}
