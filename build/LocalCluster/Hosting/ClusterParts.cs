using LocalCluster.Registry;
using LocalCluster.Runtime;

namespace LocalCluster.Hosting;

/// <summary>The parts of a cluster that work through its API.</summary>
/// <param name="Components">They run as long as the cluster does.</param>
/// <param name="Logs">Reads containers' logs; null where no pods run.</param>
/// <param name="Streams">Leads to what runs in pods; null where none run.</param>
internal sealed record ClusterParts(
    IReadOnlyList<IClusterComponent> Components, IPodLogs? Logs, IContainerStreams? Streams)
{
    /// <summary>
    /// The parts for a runtime. This is the one place where controllers and runtimes are named.
    /// </summary>
    public static ClusterParts For(RuntimeChoice runtime) => runtime switch
    {
        RuntimeChoice.Process => With(new ControlPlane(setup => setup.Processes())),
        RuntimeChoice.Simulated => With(new ControlPlane(setup => setup.Simulation())),
        _ => new ClusterParts([], null, null),
    };

    private static ClusterParts With(ControlPlane plane) => new([plane, new RegistryServer()], plane, plane);
}
