using LocalCluster.Api.Metrics;
using LocalCluster.Api.Pods;
using LocalCluster.Registry;
using LocalCluster.Watching;

namespace LocalCluster.Hosting;

/// <summary>The parts of a cluster that work through its API.</summary>
/// <param name="Components">They run as long as the cluster does.</param>
/// <param name="Logs">Reads containers' logs; null if no pods run.</param>
/// <param name="Streams">Leads to what runs in pods; null if none run.</param>
/// <param name="Usage">Measures containers; null if no pods run.</param>
internal sealed record ClusterParts(
    IReadOnlyList<IClusterComponent> Components,
    IPodLogs? Logs,
    IContainerStreams? Streams,
    IUsageMeter? Usage
)
{
    /// <summary>
    /// The parts for a runtime. This is the one place where controllers and runtimes are named.
    /// </summary>
    /// <param name="runtime">What pods are.</param>
    /// <param name="registryToken">The token of those who may write to the registry.</param>
    public static ClusterParts For(RuntimeChoice runtime, string registryToken) =>
        runtime switch
        {
            RuntimeChoice.Process => With(
                new ControlPlane(setup => setup.Processes(), setup => setup.ProcessUsage()),
                registryToken
            ),
            RuntimeChoice.Docker => With(
                new ControlPlane(setup => setup.Containers(), setup => setup.EngineUsage()),
                registryToken
            ),
            RuntimeChoice.Simulated => With(
                new ControlPlane(setup => setup.Simulation(), setup => setup.SimulatedUsage()),
                registryToken
            ),
            _ => new ClusterParts([], null, null, null),
        };

    private static ClusterParts With(ControlPlane plane, string registryToken) =>
        new([plane, new RegistryServer(registryToken)], plane, plane, plane);
}
