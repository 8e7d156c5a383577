using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>How far something is.</summary>
public class JSONProgress
{
    /// <summary>What is done, mostly in bytes.</summary>
    [JsonPropertyName("current")]
    public long Current { get; set; }

    /// <summary>What is to be done; 0 where that is not known.</summary>
    [JsonPropertyName("total")]
    public long Total { get; set; }
}
