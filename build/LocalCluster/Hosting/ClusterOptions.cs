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
/// <param name="Directory">Where it keeps its files; created if missing. One running cluster per
/// directory.</param>
public sealed record ClusterOptions(string Directory)
{
    /// <summary>The cluster's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether objects are stored in the directory and survive a restart; otherwise they are in memory only.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>The loopback addresses; null to choose free ones, or those of the last run.</summary>
    public AddressBlock? Addresses { get; init; }

    /// <summary>What pods are.</summary>
    public RuntimeChoice Runtime { get; init; } = RuntimeChoice.Process;

    /// <summary>Whether the administrator may inject API faults, to test clients.</summary>
    public bool FaultInjection { get; init; }

    /// <summary>
    /// Kills the process for an injected crash; null if the cluster runs inside a program that must survive
    /// it.
    /// </summary>
    public Action? Crash { get; init; }

    /// <summary>Receives the lines of the cluster's log.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
