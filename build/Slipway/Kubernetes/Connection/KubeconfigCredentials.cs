using System.Text;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// Puts a user's credentials into KubernetesClient's configuration. Not by <c>BuildConfigFromConfigObject</c>, which
/// refuses a user without credentials, knows no <c>tokenFile</c>, splits a plugin's arguments at blanks and quotes, and
/// replaces what a failing plugin says by a stack trace.
/// </summary>
internal static class KubeconfigCredentials
{
    /// <summary>Sets the credentials; a user may have none at all (an API server behind a proxy).</summary>
    /// <exception cref="KubeConfigException">A file is missing, or the plugin fails.</exception>
    public static async Task ApplyAsync(
        KubernetesClientConfiguration configuration,
        KubeconfigUser user,
        ClusterEndpoint? cluster,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        configuration.ClientCertificateData = user.ClientCertificateData;
        configuration.ClientCertificateKeyData = user.ClientKeyData;
        if (user.ClientCertificateData is null)
            configuration.ClientCertificateFilePath = Existing(user.ClientCertificate);
        if (user.ClientKeyData is null)
            configuration.ClientKeyFilePath = Existing(user.ClientKey);
        (configuration.Username, configuration.Password) = (user.UserName, user.Password);
        configuration.AccessToken = user.Token;
        // Like kubectl: a token that is renewed takes precedence over a static one.
        if (Existing(user.TokenFile) is { } tokenFile)
            configuration.TokenProvider = new TokenFileAuth(tokenFile);
        else if (user is { Token: null, ExternalExecution: { } settings })
            await ApplyAsync(configuration, new ExecPlugin(settings, cluster, time), cancellationToken)
                .ConfigureAwait(false);
    }

    // A certificate is needed before the first connection, so the plugin runs now.
    private static async Task ApplyAsync(
        KubernetesClientConfiguration configuration,
        ExecPlugin plugin,
        CancellationToken cancellationToken
    )
    {
        var credential = await plugin.CredentialAsync(cancellationToken).ConfigureAwait(false);
        if (credential.Token is not null)
            configuration.TokenProvider = plugin;
        if (credential is not { ClientCertificate: { } certificate, ClientKey: { } key })
            return;
        configuration.ClientCertificateData = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate));
        configuration.ClientCertificateKeyData = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
    }

    private static string? Existing(string? file) =>
        file is null || File.Exists(file)
            ? file
            : throw new KubeConfigException($"it refers to a file that does not exist: {file}");
}
