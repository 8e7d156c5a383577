namespace Docker.DotNet.Models;

/// <summary>How the addresses of a network are given out.</summary>
public class IPAM
{
    /// <summary>Its parts.</summary>
    public IList<IPAMConfig>? Config { get; set; }
}
