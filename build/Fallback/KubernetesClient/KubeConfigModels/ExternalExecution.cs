namespace k8s.KubeConfigModels;

/// <summary>
/// A credential plugin: a program that prints an ExecCredential (client.authentication.k8s.io).
/// </summary>
public class ExternalExecution
{
    /// <summary>
    /// <c>client.authentication.k8s.io/v1</c> or <c>v1beta1</c>; what the program prints must be the same.
    /// </summary>
    public string? ApiVersion { get; set; }

    /// <summary>The program; with a slash in it, relative to the kubeconfig's folder.</summary>
    public string? Command { get; set; }

    /// <summary>Its arguments.</summary>
    public IList<string>? Arguments { get; set; }

    /// <summary>Environment variables for it, each a map with <c>name</c> and <c>value</c>.</summary>
    public IList<Dictionary<string, string>>? EnvironmentVariables { get; set; }

    /// <summary>How to get the program; shown when it is missing.</summary>
    public string? InstallHint { get; set; }

    /// <summary>Whether the program is told about the cluster (in <c>KUBERNETES_EXEC_INFO</c>).</summary>
    public bool ProvideClusterInfo { get; set; }
}
