namespace Docker.DotNet.Models;

/// <summary>How images are taken in from an archive.</summary>
public class ImageLoadParameters
{
    /// <summary>Without progress.</summary>
    public bool Quiet { get; set; }
}
