using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A program that can be started in a container.</summary>
public class ContainerExecCreateResponse
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; } = "";
}
