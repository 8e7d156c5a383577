using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>What the engine knows about an image.</summary>
public class ImageInspectResponse
{
    /// <summary>Its id: the digest of its configuration.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; } = "";

    /// <summary>Its names.</summary>
    public IList<string>? RepoTags { get; set; }

    /// <summary>Its names by digest, in registries.</summary>
    public IList<string>? RepoDigests { get; set; }

    /// <summary>The image that it was built on here.</summary>
    public string? Parent { get; set; }

    /// <summary>When it was built.</summary>
    public DateTime Created { get; set; }

    /// <summary>Its author.</summary>
    public string? Author { get; set; }

    /// <summary>How it wants to be run.</summary>
    public Config? Config { get; set; }

    /// <summary>The processor that it is for.</summary>
    public string? Architecture { get; set; }

    /// <summary>The variant of that processor.</summary>
    public string? Variant { get; set; }

    /// <summary>The operating system that it is for.</summary>
    public string? Os { get; set; }

    /// <summary>Its size, in bytes.</summary>
    public long Size { get; set; }

    /// <summary>Its layers.</summary>
    public RootFS? RootFS { get; set; }
}
