namespace Docker.DotNet.Models;

/// <summary>An image to be pulled.</summary>
public class ImagesCreateParameters
{
    /// <summary>Its registry and repository.</summary>
    public string? FromImage { get; set; }

    /// <summary>Its tag or digest.</summary>
    public string? Tag { get; set; }
}
