using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>The versions that the engine has and speaks.</summary>
public class VersionResponse
{
    /// <summary>The engine's own.</summary>
    public string? Version { get; set; }

    /// <summary>The newest version of the API that it speaks.</summary>
    [JsonPropertyName("ApiVersion")]
    public string? APIVersion { get; set; }

    /// <summary>The oldest one.</summary>
    public string? MinAPIVersion { get; set; }

    /// <summary>The operating system.</summary>
    public string? Os { get; set; }

    /// <summary>The processor.</summary>
    public string? Arch { get; set; }

    /// <summary>The kernel.</summary>
    public string? KernelVersion { get; set; }
}
