using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>What the engine knows about a container.</summary>
public class ContainerInspectResponse
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; } = "";

    /// <summary>When it was made.</summary>
    public DateTime Created { get; set; }

    /// <summary>The program that it runs.</summary>
    public string? Path { get; set; }

    /// <summary>The program's arguments.</summary>
    public IList<string>? Args { get; set; }

    /// <summary>Whether and how it runs.</summary>
    public ContainerState? State { get; set; }

    /// <summary>The id of its image.</summary>
    public string? Image { get; set; }

    /// <summary>Its name, with a slash in front.</summary>
    public string? Name { get; set; }

    /// <summary>How often it was restarted.</summary>
    public long RestartCount { get; set; }

    /// <summary>What is mounted in it.</summary>
    public IList<MountPoint>? Mounts { get; set; }

    /// <summary>How it wants to be run.</summary>
    public Config? Config { get; set; }

    /// <summary>Where it can be reached.</summary>
    public NetworkSettings? NetworkSettings { get; set; }
}
