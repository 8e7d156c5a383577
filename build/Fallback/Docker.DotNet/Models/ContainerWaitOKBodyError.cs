namespace Docker.DotNet.Models;

/// <summary>Why waiting for a container failed.</summary>
public class ContainerWaitOKBodyError
{
    /// <summary>In words.</summary>
    public string? Message { get; set; }
}
