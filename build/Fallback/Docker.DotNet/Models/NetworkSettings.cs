namespace Docker.DotNet.Models;

/// <summary>Where a container can be reached.</summary>
public class NetworkSettings
{
    /// <summary>Its own address.</summary>
    public string? IPAddress { get; set; }

    /// <summary>Its ports, and where the machine listens for them.</summary>
    public IDictionary<string, IList<PortBinding>?>? Ports { get; set; }
}
