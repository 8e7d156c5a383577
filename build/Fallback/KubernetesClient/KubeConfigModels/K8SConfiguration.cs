namespace k8s.KubeConfigModels;

/// <summary>
/// A kubeconfig: clusters, users, and contexts that pair them (kind <c>Config</c> of client-go's clientcmd).
/// </summary>
public class K8SConfiguration
{
    /// <summary>The context that is used when none is asked for.</summary>
    public string? CurrentContext { get; set; }

    /// <summary>The contexts, in the file's order.</summary>
    public IEnumerable<Context> Contexts { get; set; } = [];

    /// <summary>The clusters, in the file's order.</summary>
    public IEnumerable<Cluster> Clusters { get; set; } = [];

    /// <summary>The users, in the file's order.</summary>
    public IEnumerable<User> Users { get; set; } = [];

    /// <summary>The file that relative paths are relative to; null for the working directory.</summary>
    public string? FileName { get; set; }
}
