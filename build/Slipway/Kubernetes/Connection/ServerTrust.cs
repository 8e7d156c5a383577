using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s.KubeConfigModels;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// Which API servers are believed. KubernetesClient takes the first authority of a kubeconfig alone, and
/// with one it overlooks that a certificate is for another server (RFC 9110, section 4.3.4).
/// </summary>
internal static class ServerTrust
{
    /// <summary>All authorities of a cluster, where the kubeconfig holds them as PEM (RFC 7468).</summary>
    /// <returns>Null where it names none.</returns>
    /// <exception cref="IOException">Their file cannot be read.</exception>
    /// <exception cref="FormatException">They are not base64.</exception>
    /// <exception cref="CryptographicException">They are not certificates.</exception>
    public static X509Certificate2Collection? Authorities(ClusterEndpoint cluster)
    {
        var pem =
            cluster.CertificateAuthorityData is { Length: > 0 } data
                ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data))
            : cluster.CertificateAuthority is { Length: > 0 } file ? File.ReadAllText(file)
            : "";
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0 ? authorities : null;
    }

    /// <summary>A client that checks the server's name too, unless it is to check nothing.</summary>
    /// <param name="configuration">Where, and as whom.</param>
    public static k8s.Kubernetes Client(k8s.KubernetesClientConfiguration configuration)
    {
        SocketsHttpHandler? connections = null;
        configuration.FirstMessageHandlerSetup += handler =>
        {
            connections = handler;
            // The API server redirects nobody; a pod behind its proxy may try, to where only this machine can go.
            handler.AllowAutoRedirect = false;
        };
        var client = new k8s.Kubernetes(configuration);
        if (
            !configuration.SkipTlsVerify
            && connections?.SslOptions.RemoteCertificateValidationCallback is { } believe
        )
        {
            connections.SslOptions.RemoteCertificateValidationCallback = (
                sender,
                certificate,
                chain,
                errors
            ) =>
                (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
                && believe(sender, certificate, chain, errors);
        }
        return client;
    }
}
