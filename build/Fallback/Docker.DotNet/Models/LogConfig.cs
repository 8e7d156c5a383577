namespace Docker.DotNet.Models;

/// <summary>Where the output of a container is kept.</summary>
public class LogConfig
{
    /// <summary>The kind, such as <c>json-file</c> or <c>none</c>.</summary>
    public string? Type { get; set; }
}
