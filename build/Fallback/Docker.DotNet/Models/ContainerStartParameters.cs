namespace Docker.DotNet.Models;

/// <summary>How a container is started.</summary>
public class ContainerStartParameters
{
    /// <summary>The keys that detach a terminal from it.</summary>
    public string? DetachKeys { get; set; }
}
