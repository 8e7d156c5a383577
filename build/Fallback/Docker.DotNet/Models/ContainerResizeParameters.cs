namespace Docker.DotNet.Models;

/// <summary>The size of a terminal, in characters.</summary>
public class ContainerResizeParameters
{
    /// <summary>Its lines.</summary>
    public long? Height { get; set; }

    /// <summary>Its columns.</summary>
    public long? Width { get; set; }
}
