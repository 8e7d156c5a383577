namespace Docker.DotNet.Models;

/// <summary>How a container is stopped.</summary>
public class ContainerStopParameters
{
    /// <summary>How long it may take to end, in seconds, before it is killed.</summary>
    public uint? WaitBeforeKillSeconds { get; set; }
}
