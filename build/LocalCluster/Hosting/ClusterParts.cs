using LocalCluster.Registry;

namespace LocalCluster.Hosting;

/// <summary>The parts of a cluster that work through its API.</summary>
/// <param name="Components">They run as long as the cluster does.</param>
/// <param name="Logs">Reads containers' logs; null where no pods run.</param>
internal sealed record ClusterParts(IReadOnlyList<IClusterComponent> Components, IPodLogs? Logs)
{
    /// <summary>
    /// The parts for a runtime. This is the one place where controllers and runtimes are named.
    /// </summary>
    public static ClusterParts For(RuntimeChoice runtime) => runtime switch
    {
        RuntimeChoice.Process => With(new ControlPlane(setup => setup.Processes())),
        RuntimeChoice.Simulated => With(new ControlPlane(setup => setup.Simulation())),
        _ => new ClusterParts([], null),
    };

    private static ClusterParts With(ControlPlane plane) => new([plane, new RegistryServer()], plane);
}
