namespace k8s.KubeConfigModels;

/// <summary>A named pair of cluster and user.</summary>
public class Context
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>What it pairs.</summary>
    public ContextDetails? ContextDetails { get; set; }
}

/// <summary>What a context pairs.</summary>
public class ContextDetails
{
    /// <summary>The name of a cluster.</summary>
    public string? Cluster { get; set; }

    /// <summary>The name of a user.</summary>
    public string? User { get; set; }

    /// <summary>The namespace that is meant where none is named.</summary>
    public string? Namespace { get; set; }
}
