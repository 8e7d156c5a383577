namespace Slipway.Pipeline.ContainerTests;

/// <summary>What is checked in a container.</summary>
public enum ContainerCheck
{
    /// <summary><c>/healthz/live</c> answers 200.</summary>
    Liveness,

    /// <summary>The readiness path answers 200 within the time that the service may take to start.</summary>
    Readiness,

    /// <summary><c>/metrics</c> is Prometheus text and counts requests, for canaries.</summary>
    Metrics,

    /// <summary>The image names a user that is not root, and its processes run as one.</summary>
    User,

    /// <summary>The stop signal ends it in time, with exit code 0 and no request lost.</summary>
    Signals,

    /// <summary>It starts and serves with a root file system that cannot be written.</summary>
    ReadOnlyRoot,
}
