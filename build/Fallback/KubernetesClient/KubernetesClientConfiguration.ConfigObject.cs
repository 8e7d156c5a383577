using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.Authentication;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    /// <summary>Makes a configuration from a kubeconfig that was read before.</summary>
    /// <param name="k8SConfig">The kubeconfig.</param>
    /// <param name="currentContext">The context; null for the kubeconfig's own.</param>
    /// <param name="masterUrl">An address that replaces the cluster's.</param>
    /// <exception cref="KubeConfigException">What the kubeconfig says cannot be used.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigObject(
        K8SConfiguration k8SConfig,
        string? currentContext = null,
        string? masterUrl = null
    )
    {
        ArgumentNullException.ThrowIfNull(k8SConfig);
        var made = new KubernetesClientConfiguration
        {
            CurrentContext = currentContext ?? k8SConfig.CurrentContext,
        };
        if (made.CurrentContext is not null)
            made.Use(k8SConfig, made.CurrentContext);
        if (!string.IsNullOrWhiteSpace(masterUrl))
            made.Host = masterUrl;
        if (string.IsNullOrWhiteSpace(made.Host))
            throw new KubeConfigException("Cannot infer server host url either from context or masterUrl");
        return made;
    }

    private void Use(K8SConfiguration config, string contextName)
    {
        var context = config.Contexts.FirstOrDefault(c => c.Name == contextName)?.ContextDetails
            ?? throw new KubeConfigException(
                $"CurrentContext: {contextName} not found in contexts in kubeconfig"
            );
        if (string.IsNullOrEmpty(context.Cluster))
            throw new KubeConfigException($"Cluster not set for context `{contextName}` in kubeconfig");
        Namespace = context.Namespace;
        var endpoint = config.Clusters.FirstOrDefault(c => c.Name == context.Cluster)?.ClusterEndpoint
            ?? throw new KubeConfigException($"Cluster not found for context `{contextName}` in kubeconfig");
        Use(config, endpoint);
        if (string.IsNullOrEmpty(context.User))
            return;
        var user = config.Users.FirstOrDefault(u => u.Name == context.User)?.UserCredentials
            ?? throw new KubeConfigException($"User not found for context {contextName} in kubeconfig");
        Use(config, user, endpoint);
    }

    private void Use(K8SConfiguration config, ClusterEndpoint endpoint)
    {
        if (string.IsNullOrWhiteSpace(endpoint.Server))
            throw new KubeConfigException(
                $"Server not found for current-context `{CurrentContext}` in kubeconfig"
            );
        if (!Uri.TryCreate(endpoint.Server, UriKind.Absolute, out _))
            throw new KubeConfigException($"Bad server host URL `{endpoint.Server}` (cannot be parsed)");
        Host = endpoint.Server;
        SkipTlsVerify = endpoint.SkipTlsVerify;
        TlsServerName = endpoint.TlsServerName;
        if (endpoint.CertificateAuthorityData is { } data)
            SslCaCerts = Certificates(Decoded(data, "certificate-authority-data"));
        else if (FullPath(config, endpoint.CertificateAuthority) is { } file)
            SslCaCerts = Certificates(Content(file));
    }

    private void Use(K8SConfiguration config, UserCredentials user, ClusterEndpoint endpoint)
    {
        if (user.Token is not null)
            AccessToken = user.Token;
        else if (FullPath(config, user.TokenFile) is { } tokenFile)
            TokenProvider = new FileToken(tokenFile);
        else
            (Username, Password) = (user.UserName, user.Password);
        ClientCertificateData = user.ClientCertificateData;
        ClientCertificateFilePath = user.ClientCertificateData is null
            ? FullPath(config, user.ClientCertificate)
            : null;
        ClientCertificateKeyData = user.ClientKeyData;
        ClientKeyFilePath = user.ClientKeyData is null ? FullPath(config, user.ClientKey) : null;
        if (user.ExternalExecution is { } plugin)
            Use(new ExecPlugin(plugin, config.FileName, endpoint));
    }

    private void Use(ExecPlugin plugin)
    {
        var credential = plugin.Credential;
        if (credential.Token is not null)
            (AccessToken, TokenProvider) = (credential.Token, plugin);
        if (credential is not { ClientCertificate: { } certificate, ClientKey: { } key })
            return;
        ClientCertificateData = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate));
        ClientCertificateKeyData = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
    }

    private static X509Certificate2Collection Certificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }

    internal static string Content(string path) =>
        File.Exists(path)
            ? File.ReadAllText(path)
            : throw new KubeConfigException($"The kubeconfig names a file that does not exist: {path}");

    internal static string Decoded(string base64, string field)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException e)
        {
            throw new KubeConfigException($"{field} is not base64", e);
        }
    }
}
