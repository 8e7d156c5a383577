using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A container, in a list.</summary>
public class ContainerListResponse
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; } = "";

    /// <summary>Its names, each with a slash in front.</summary>
    public IList<string>? Names { get; set; }

    /// <summary>Its labels.</summary>
    public IDictionary<string, string>? Labels { get; set; }

    /// <summary><c>created</c>, <c>running</c>, <c>exited</c> and the like.</summary>
    public string? State { get; set; }
}
