namespace Docker.DotNet.Models;

/// <summary>Which containers are wanted.</summary>
public class ContainersListParameters
{
    /// <summary>Whether those that do not run are wanted too.</summary>
    public bool? All { get; set; }

    /// <summary>By kind of filter, such as <c>label</c>, the values that count.</summary>
    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }
}
