using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Something that happened while the engine builds or pushes.</summary>
public class JSONMessage
{
    /// <summary>A piece of a build's output.</summary>
    [JsonPropertyName("stream")]
    public string? Stream { get; set; }

    /// <summary>What is being done.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; set; }

    /// <summary>How far it is.</summary>
    [JsonPropertyName("progressDetail")]
    public JSONProgress? Progress { get; set; }

    /// <summary>How far it is, for people.</summary>
    [JsonPropertyName("progress")]
    public string? ProgressMessage { get; set; }

    /// <summary>The layer that it is about.</summary>
    [JsonPropertyName("id")]
    public string? ID { get; set; }

    /// <summary>The image that it is about.</summary>
    [JsonPropertyName("from")]
    public string? From { get; set; }

    /// <summary>When it happened.</summary>
    [JsonPropertyName("time")]
    public DateTime Time { get; set; }

    /// <summary>When it happened, in nanoseconds of Unix time.</summary>
    [JsonPropertyName("timeNano")]
    public long TimeNano { get; set; }

    /// <summary>Why everything failed; nothing comes after it.</summary>
    [JsonPropertyName("errorDetail")]
    public JSONError? Error { get; set; }

    /// <summary>The same, for people.</summary>
    [JsonPropertyName("error")]
    public string? ErrorMessage { get; set; }

    /// <summary>What came out, such as the image's id.</summary>
    [JsonPropertyName("aux")]
    public ObjectExtensionData? Aux { get; set; }
}
