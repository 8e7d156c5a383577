using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;

namespace k8s;

/// <summary>Where an API server is, how it proves itself, and how the client proves who asks.</summary>
public partial class KubernetesClientConfiguration
{
    /// <summary>The context that this was made from.</summary>
    public string? CurrentContext { get; private set; }

    /// <summary>The context's namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>The API server's address.</summary>
    public string? Host { get; set; }

    /// <summary>The authorities that may vouch for the API server; null for the machine's own.</summary>
    public X509Certificate2Collection? SslCaCerts { get; set; }

    /// <summary>The client certificate, PEM in base64.</summary>
    public string? ClientCertificateData { get; set; }

    /// <summary>The client certificate's key, PEM in base64.</summary>
    public string? ClientCertificateKeyData { get; set; }

    /// <summary>A file with the client certificate (PEM).</summary>
    public string? ClientCertificateFilePath { get; set; }

    /// <summary>A file with the client certificate's key (PEM).</summary>
    public string? ClientKeyFilePath { get; set; }

    /// <summary>Whether the API server's certificate is not checked.</summary>
    public bool SkipTlsVerify { get; set; }

    /// <summary>
    /// The name that the API server's certificate is checked for; null for the host of its address. Requests
    /// that are
    /// sent through <see cref="Kubernetes.HttpClient"/> carry it as their <c>Host</c>.
    /// </summary>
    public string? TlsServerName { get; set; }

    /// <summary>What the client calls itself in <c>User-Agent</c>.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The user of basic authentication.</summary>
    public string? Username { get; set; }

    /// <summary>The password of basic authentication.</summary>
    public string? Password { get; set; }

    /// <summary>A bearer token.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Where bearer tokens come from; wins over <see cref="AccessToken"/>.</summary>
    public ITokenProvider? TokenProvider { get; set; }

    /// <summary>A last word on the handler that opens connections.</summary>
    public Action<SocketsHttpHandler>? FirstMessageHandlerSetup { get; set; }
}
