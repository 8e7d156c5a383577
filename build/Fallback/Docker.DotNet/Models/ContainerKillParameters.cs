namespace Docker.DotNet.Models;

/// <summary>How a container is killed.</summary>
public class ContainerKillParameters
{
    /// <summary>The signal; SIGKILL where none is given.</summary>
    public string? Signal { get; set; }
}
