namespace Docker.DotNet.Models;

/// <summary>How a container takes part in one network.</summary>
public class EndpointSettings
{
    /// <summary>Which addresses it wants.</summary>
    public EndpointIPAMConfig? IPAMConfig { get; set; }
}
