namespace Docker.DotNet.Models;

/// <summary>Which addresses a container wants.</summary>
public class EndpointIPAMConfig
{
    /// <summary>The IPv4 address.</summary>
    public string? IPv4Address { get; set; }
}
