using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Where the machine listens for a port of a container.</summary>
public class PortBinding
{
    /// <summary>The address; all of them where none is given.</summary>
    [JsonPropertyName("HostIp")]
    public string? HostIP { get; set; }

    /// <summary>The port; any free one where it is 0 or not given.</summary>
    public string? HostPort { get; set; }
}
