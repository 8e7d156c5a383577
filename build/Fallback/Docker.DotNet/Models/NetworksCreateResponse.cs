using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A network that was made.</summary>
public class NetworksCreateResponse
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; } = "";

    /// <summary>What is doubtful about it.</summary>
    public string? Warning { get; set; }
}
