namespace Docker.DotNet.Models;

/// <summary>The layers of an image.</summary>
public class RootFS
{
    /// <summary><c>layers</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The digests of the unpacked layers, lowest first.</summary>
    public IList<string>? Layers { get; set; }
}
