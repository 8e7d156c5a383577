using LocalCluster.Objects;

namespace LocalCluster.Hosting;

/// <summary>What pods are.</summary>
public enum RuntimeChoice
{
    /// <summary>Processes of this machine.</summary>
    Process,

    /// <summary>Containers of the Docker Engine of this machine.</summary>
    Docker,

    /// <summary>Nothing runs; readiness, failures and delays follow annotations.</summary>
    Simulated,

    /// <summary>The API alone: no controllers, no pods.</summary>
    None,
}

/// <summary>How a cluster is hosted.</summary>
/// <param name="Directory">Where it keeps its files; made where it is missing. One running cluster per
/// directory.</param>
public sealed record ClusterOptions(string Directory)
{
    /// <summary>The cluster's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether objects are kept in the directory and survive a restart; otherwise they live in memory alone.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>The loopback addresses; null to choose free ones, or those of the last time.</summary>
    public AddressBlock? Addresses { get; init; }

    /// <summary>What pods are.</summary>
    public RuntimeChoice Runtime { get; init; } = RuntimeChoice.Process;

    /// <summary>Whether the administrator may ask for faults of the API, for tests of its clients.</summary>
    public bool FaultInjection { get; init; }

    /// <summary>
    /// Ends the process at once, where such a fault is asked for; null where the cluster lives in a program
    /// that must not go with it.
    /// </summary>
    public Action? Crash { get; init; }

    /// <summary>Takes the lines of the cluster's log.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
