using k8s.Authentication;
using k8s.Exceptions;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    private const string ServiceAccount = "/var/run/secrets/kubernetes.io/serviceaccount/";

    /// <summary>Whether this program runs in a pod with a service account.</summary>
    public static bool IsInCluster() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"))
        && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"))
        && File.Exists(ServiceAccount + "token")
        && File.Exists(ServiceAccount + "ca.crt");

    /// <summary>
    /// The API server of the cluster that this pod runs in, asked as the pod's service account.
    /// </summary>
    /// <exception cref="KubeConfigException">This program does not run in a pod with a service
    /// account.</exception>
    public static KubernetesClientConfiguration InClusterConfig()
    {
        if (!IsInCluster())
            throw new KubeConfigException(
                "Unable to load in-cluster configuration, "
                    + "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined"
            );
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST")!;
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT");
        var name = host.Contains(':') ? $"[{host}]" : host;
        return new KubernetesClientConfiguration
        {
            Host = $"https://{name}:{port}",
            TokenProvider = new FileToken(ServiceAccount + "token"),
            SslCaCerts = Certificates(Content(ServiceAccount + "ca.crt")),
            Namespace = File.Exists(ServiceAccount + "namespace")
                ? File.ReadAllText(ServiceAccount + "namespace")
                : null,
        };
    }
}
