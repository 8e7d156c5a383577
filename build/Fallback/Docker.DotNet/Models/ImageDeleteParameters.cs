namespace Docker.DotNet.Models;

/// <summary>How an image is taken away.</summary>
public class ImageDeleteParameters
{
    /// <summary>Even while containers use it.</summary>
    public bool? Force { get; set; }

    /// <summary>Keep its parents.</summary>
    public bool? NoPrune { get; set; }
}
