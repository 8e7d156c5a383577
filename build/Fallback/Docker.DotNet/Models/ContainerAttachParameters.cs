namespace Docker.DotNet.Models;

/// <summary>Which streams of a container are taken part in.</summary>
public class ContainerAttachParameters
{
    /// <summary>Whether what comes is wanted.</summary>
    public bool? Stream { get; set; }

    /// <summary>Whether its input is.</summary>
    public bool? Stdin { get; set; }

    /// <summary>Whether its output is.</summary>
    public bool? Stdout { get; set; }

    /// <summary>Whether its errors are.</summary>
    public bool? Stderr { get; set; }

    /// <summary>The keys that end it, with a terminal.</summary>
    public string? DetachKeys { get; set; }

    /// <summary><c>1</c>: what it wrote so far comes first.</summary>
    public string? Logs { get; set; }
}
