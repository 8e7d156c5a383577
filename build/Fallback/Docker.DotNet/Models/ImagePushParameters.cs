namespace Docker.DotNet.Models;

/// <summary>Which image is pushed.</summary>
public class ImagePushParameters
{
    /// <summary>The tag; all of the name's tags where none is given.</summary>
    public string? Tag { get; set; }
}
