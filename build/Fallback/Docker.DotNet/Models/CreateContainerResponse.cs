using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A container that was made.</summary>
public class CreateContainerResponse
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; } = "";

    /// <summary>What the engine thought of it.</summary>
    public IList<string>? Warnings { get; set; }
}
