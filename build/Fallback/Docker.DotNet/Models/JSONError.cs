using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Why something failed.</summary>
public class JSONError
{
    /// <summary>A number, such as the exit code of a step.</summary>
    [JsonPropertyName("code")]
    public long Code { get; set; }

    /// <summary>In words.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }
}
