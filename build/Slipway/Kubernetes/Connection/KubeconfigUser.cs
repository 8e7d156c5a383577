using k8s.KubeConfigModels;

namespace Slipway.Kubernetes.Connection;

/// <summary>A user of a kubeconfig, with the one kind of credentials that KubernetesClient lacks.</summary>
internal sealed class KubeconfigUser : UserCredentials
{
    /// <summary>A file whose content is the bearer token; something else renews it.</summary>
    public string? TokenFile { get; set; }
}
