using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.Authentication;
using k8s.Exceptions;

namespace k8s;

/// <summary>
/// A client of an API server: its address, an HTTP client that trusts it, and the credentials.
/// </summary>
public class Kubernetes : IDisposable
{
    /// <summary>Makes a client; opens no connection yet.</summary>
    /// <param name="config">Where, and as whom.</param>
    /// <param name="handlers">Handlers that every request passes, the first of them first.</param>
    /// <exception cref="KubeConfigException">The configuration cannot be used.</exception>
    public Kubernetes(KubernetesClientConfiguration config, params DelegatingHandler[] handlers)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (string.IsNullOrWhiteSpace(config.Host))
            throw new KubeConfigException("Host url must be set");
        if (!Uri.TryCreate(config.Host, UriKind.Absolute, out var address))
            throw new KubeConfigException("Bad host url");
        BaseUri = address;
        Credentials = CreateCredentials(config);
        HttpMessageHandler handler = Connections(config);
        foreach (var outer in (handlers ?? []).Reverse())
        {
            outer.InnerHandler = handler;
            handler = outer;
        }
        // Watches and logs run for as long as the caller likes.
        HttpClient = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (config.UserAgent is { } agent)
            HttpClient.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
    }

    /// <summary>The API server's address.</summary>
    public Uri BaseUri { get; set; }

    /// <summary>
    /// Trusts the configured authorities, shows the client certificate, and never times out by itself.
    /// </summary>
    public HttpClient HttpClient { get; protected set; }

    /// <summary>
    /// Puts the token or password on a request; null where the certificate, or nothing, says who asks.
    /// </summary>
    public ServiceClientCredentials? Credentials { get; }

    /// <summary>The credentials that a configuration asks for; null for none.</summary>
    public static ServiceClientCredentials? CreateCredentials(KubernetesClientConfiguration config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.TokenProvider is { } provider)
            return new HeaderCredentials(provider.GetAuthenticationHeaderAsync);
        if (!string.IsNullOrEmpty(config.AccessToken))
            return Constant(new AuthenticationHeaderValue("Bearer", config.AccessToken));
        if (!string.IsNullOrEmpty(config.Username))
            return Constant(
                new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes($"{config.Username}:{config.Password}"))
                )
            );
        return null;
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes all connections.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            HttpClient.Dispose();
    }

    private static HeaderCredentials Constant(AuthenticationHeaderValue header) =>
        new(_ => Task.FromResult(header));

    private static SocketsHttpHandler Connections(KubernetesClientConfiguration config)
    {
        var handler = new SocketsHttpHandler
        {
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromMinutes(3),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
            EnableMultipleHttp2Connections = true,
        };
        if (config.SkipTlsVerify)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        else if (config.SslCaCerts is { } authorities)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                IsVouchedFor(authorities, certificate, chain, errors);
        if (ClientCertificate(config) is { } client)
        {
            handler.SslOptions.ClientCertificates = [client];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => client;
        }
        config.FirstMessageHandlerSetup?.Invoke(handler);
        return handler;
    }

    private static bool IsVouchedFor(
        X509Certificate2Collection authorities,
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    )
    {
        if (errors == SslPolicyErrors.None)
            return true;
        // As in the package, that the certificate is for another server goes unseen here: who calls checks it.
        if (
            !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            || certificate is null
            || chain is null
        )
            return false;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return chain.Build((X509Certificate2)certificate);
    }

    private static X509Certificate2? ClientCertificate(KubernetesClientConfiguration config)
    {
        var certificate =
            config.ClientCertificateData is { } data
                ? KubernetesClientConfiguration.Decoded(data, "client-certificate-data")
            : config.ClientCertificateFilePath is { } file ? KubernetesClientConfiguration.Content(file)
            : null;
        var key =
            config.ClientCertificateKeyData is { } keyData
                ? KubernetesClientConfiguration.Decoded(keyData, "client-key-data")
            : config.ClientKeyFilePath is { } keyFile ? KubernetesClientConfiguration.Content(keyFile)
            : null;
        if (certificate is null || key is null)
            return null;
        try
        {
            var made = X509Certificate2.CreateFromPem(certificate, key);
            // Windows' TLS cannot use a key that lives in memory alone.
            return OperatingSystem.IsWindows()
                ? X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null)
                : made;
        }
        catch (CryptographicException e)
        {
            throw new KubeConfigException(
                $"The client certificate or its key cannot be read: {e.Message}",
                e
            );
        }
    }
}
