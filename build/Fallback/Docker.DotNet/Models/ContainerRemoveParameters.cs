namespace Docker.DotNet.Models;

/// <summary>How a container is taken away.</summary>
public class ContainerRemoveParameters
{
    /// <summary>With its anonymous volumes.</summary>
    public bool? RemoveVolumes { get; set; }

    /// <summary>Only the link of that name.</summary>
    public bool? RemoveLinks { get; set; }

    /// <summary>Even while it runs.</summary>
    public bool? Force { get; set; }
}
