using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A network.</summary>
public class NetworkResponse
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its id.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; } = "";

    /// <summary>Its addresses.</summary>
    public IPAM? IPAM { get; set; }

    /// <summary>Its labels.</summary>
    public IDictionary<string, string>? Labels { get; set; }
}
