namespace Docker.DotNet.Models;

/// <summary>A further name for an image.</summary>
public class ImageTagParameters
{
    /// <summary>Registry and repository.</summary>
    public string? RepositoryName { get; set; }

    /// <summary>The tag.</summary>
    public string? Tag { get; set; }

    /// <summary>Take the name from another image.</summary>
    public bool? Force { get; set; }
}
