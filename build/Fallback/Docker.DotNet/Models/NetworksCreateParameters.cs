namespace Docker.DotNet.Models;

/// <summary>A network to be made.</summary>
public class NetworksCreateParameters
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Whether another one of that name is refused.</summary>
    public bool CheckDuplicate { get; set; }

    /// <summary>Its kind, such as <c>bridge</c>.</summary>
    public string? Driver { get; set; }

    /// <summary>Its addresses.</summary>
    public IPAM? IPAM { get; set; }

    /// <summary>What its driver is told.</summary>
    public IDictionary<string, string>? Options { get; set; }

    /// <summary>Labels.</summary>
    public IDictionary<string, string>? Labels { get; set; }
}
