namespace Docker.DotNet.Models;

/// <summary>Which networks are wanted.</summary>
public class NetworksListParameters
{
    /// <summary>By kind of filter, such as <c>label</c>, the values that count.</summary>
    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }
}
