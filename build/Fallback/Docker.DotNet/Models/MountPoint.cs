namespace Docker.DotNet.Models;

/// <summary>What is mounted in a container.</summary>
public class MountPoint
{
    /// <summary><c>bind</c>, <c>volume</c> or <c>tmpfs</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The name, of a volume.</summary>
    public string? Name { get; set; }

    /// <summary>The folder of the machine.</summary>
    public string? Source { get; set; }

    /// <summary>Where it is in the container.</summary>
    public string? Destination { get; set; }
}
