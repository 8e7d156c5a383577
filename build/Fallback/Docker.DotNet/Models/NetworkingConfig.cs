namespace Docker.DotNet.Models;

/// <summary>How a container takes part in networks.</summary>
public class NetworkingConfig
{
    /// <summary>By network.</summary>
    public IDictionary<string, EndpointSettings>? EndpointsConfig { get; set; }
}
