using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    /// <summary>The kubeconfig of the user, <c>~/.kube/config</c>.</summary>
    public static readonly string KubeConfigDefaultLocation = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".kube",
        "config"
    );

    /// <summary>
    /// What <c>KUBECONFIG</c> names (several files are merged, the first to set a value wins), else the
    /// user's
    /// kubeconfig, else the pod's service account, else <c>http://localhost:8080</c>.
    /// </summary>
    public static KubernetesClientConfiguration BuildDefaultConfig()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } variable)
            return BuildConfigFromConfigObject(LoadMerged(variable.Split(Path.PathSeparator)));
        if (File.Exists(KubeConfigDefaultLocation))
            return BuildConfigFromConfigFile(KubeConfigDefaultLocation);
        return IsInCluster()
            ? InClusterConfig()
            : new KubernetesClientConfiguration { Host = "http://localhost:8080" };
    }

    /// <summary>Makes a configuration from a kubeconfig.</summary>
    /// <param name="kubeconfigPath">The file; null for <see cref="KubeConfigDefaultLocation"/>.</param>
    /// <param name="currentContext">The context; null for the file's own.</param>
    /// <param name="masterUrl">An address that replaces the cluster's.</param>
    /// <param name="useRelativePaths">Whether paths are relative to the file, not to the working
    /// directory.</param>
    /// <exception cref="KubeConfigException">The file is missing, or what it says cannot be used.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        string? kubeconfigPath = null,
        string? currentContext = null,
        string? masterUrl = null,
        bool useRelativePaths = true
    ) =>
        BuildConfigFromConfigObject(
            LoadKubeConfig(kubeconfigPath, useRelativePaths),
            currentContext,
            masterUrl
        );

    /// <summary>Reads a kubeconfig.</summary>
    /// <exception cref="KubeConfigException">The file is missing.</exception>
    public static K8SConfiguration LoadKubeConfig(
        string? kubeconfigPath = null,
        bool useRelativePaths = true
    ) => LoadKubeConfig(new FileInfo(kubeconfigPath ?? KubeConfigDefaultLocation), useRelativePaths);

    /// <summary>Reads a kubeconfig.</summary>
    /// <exception cref="KubeConfigException">The file is missing.</exception>
    public static K8SConfiguration LoadKubeConfig(FileInfo kubeconfig, bool useRelativePaths = true)
    {
        ArgumentNullException.ThrowIfNull(kubeconfig);
        if (!kubeconfig.Exists)
            throw new KubeConfigException($"kubeconfig file not found at {kubeconfig.FullName}");
        using var text = kubeconfig.OpenText();
        var config = KubeconfigReader.Read(text);
        config.FileName = useRelativePaths ? kubeconfig.FullName : null;
        return config;
    }

    private static K8SConfiguration LoadMerged(IEnumerable<string> paths)
    {
        var merged = new K8SConfiguration();
        foreach (var path in paths.Select(p => p.Trim('"')).Where(p => p.Length > 0))
        {
            var next = LoadKubeConfig(path);
            merged.CurrentContext ??= next.CurrentContext;
            merged.Contexts = [.. merged.Contexts, .. next.Contexts];
            merged.Clusters = [.. merged.Clusters, .. next.Clusters.Select(c => Rooted(next, c))];
            merged.Users = [.. merged.Users, .. next.Users.Select(u => Rooted(next, u))];
        }
        return merged;
    }

    // Each file's relative paths are relative to itself, so they must be made absolute before files are
    // mixed.
    private static Cluster Rooted(K8SConfiguration config, Cluster cluster)
    {
        if (cluster.ClusterEndpoint is { } endpoint)
            endpoint.CertificateAuthority = FullPath(config, endpoint.CertificateAuthority);
        return cluster;
    }

    private static User Rooted(K8SConfiguration config, User user)
    {
        if (user.UserCredentials is not { } credentials)
            return user;
        credentials.ClientCertificate = FullPath(config, credentials.ClientCertificate);
        credentials.ClientKey = FullPath(config, credentials.ClientKey);
        credentials.TokenFile = FullPath(config, credentials.TokenFile);
        if (credentials.ExternalExecution is { Command: { } command } plugin && command.Contains('/'))
            plugin.Command = FullPath(config, command);
        return user;
    }

    private static string? FullPath(K8SConfiguration config, string? path) =>
        path is null || config.FileName is null
            ? path
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(config.FileName)!, path));
}
