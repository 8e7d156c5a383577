namespace LocalCluster.Runtime.Status;

/// <summary>What a container does now (core/v1 ContainerState).</summary>
internal abstract record ContainerState;

/// <summary>It does not run yet, or not now.</summary>
internal sealed record Waiting(string Reason, string? Message = null) : ContainerState;

/// <summary>It runs.</summary>
internal sealed record Running(DateTimeOffset StartedAt) : ContainerState;

/// <summary>It ran and ended.</summary>
internal sealed record Terminated(
    int ExitCode,
    string Reason,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    string? ContainerId,
    string? Message = null
) : ContainerState
{
    /// <summary>The exit code of a program that could not be started.</summary>
    public const int StartErrorCode = 128;
}

/// <summary>Everything in a pod's status about one container.</summary>
internal sealed record ContainerRecord(string Name, string Image)
{
    public ContainerState State { get; init; } = new Waiting("ContainerCreating");

    /// <summary>How the run before ended.</summary>
    public Terminated? Last { get; init; }

    /// <summary>A sidecar: an init container that keeps running.</summary>
    public bool IsSidecar { get; init; }

    public int Restarts { get; init; }

    public bool Ready { get; init; }

    /// <summary>Passed its startup probe, or runs without one.</summary>
    public bool Started { get; init; }

    public string ImageId { get; init; } = "";

    public string? ContainerId { get; init; }
}
