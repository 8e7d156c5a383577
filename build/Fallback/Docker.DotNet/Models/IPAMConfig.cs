namespace Docker.DotNet.Models;

/// <summary>A part of the addresses of a network.</summary>
public class IPAMConfig
{
    /// <summary>All of them, such as <c>10.1.0.0/16</c>.</summary>
    public string? Subnet { get; set; }

    /// <summary>The address of the machine.</summary>
    public string? Gateway { get; set; }
}
