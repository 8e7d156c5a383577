using System.Text;
using k8s;
using k8s.KubeConfigModels;
using Slipway.Kubernetes.Errors;

namespace Slipway.Kubernetes.Connection;

/// <summary>Describes the credentials of a kubeconfig, for the message when they are not accepted.</summary>
internal static class CredentialDescription
{
    /// <summary>The credentials that a configuration uses.</summary>
    /// <param name="name">The user's name in the kubeconfig.</param>
    /// <param name="user">The user; null where the context names none.</param>
    /// <param name="made">The configuration, after a plugin has set its certificate.</param>
    public static ClusterCredential Of(
        string? name,
        KubeconfigUser? user,
        KubernetesClientConfiguration made
    ) =>
        user switch
        {
            null => ClusterCredential.None,
            { TokenFile: { Length: > 0 } file } => new(CredentialKind.TokenFile, name, file),
            { Token: { Length: > 0 } token } => new(
                CredentialKind.Token,
                name,
                null,
                CredentialExpiry.OfToken(token)
            ),
            { ExternalExecution: { } plugin } => new(
                CredentialKind.Plugin,
                name,
                plugin.Command,
                Certificate(made)
            ),
            { ClientCertificate: not null } or { ClientCertificateData: not null } => new(
                CredentialKind.Certificate,
                name,
                user.ClientCertificate,
                Certificate(made)
            ),
            { UserName: { Length: > 0 } } => new(CredentialKind.Password, name),
            _ => ClusterCredential.None with { User = name },
        };

    private static DateTimeOffset? Certificate(KubernetesClientConfiguration made)
    {
        try
        {
            var pem =
                made.ClientCertificateData is { Length: > 0 } data
                    ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
                : made.ClientCertificateFilePath is { Length: > 0 } file ? File.ReadAllText(file)
                : "";
            return CredentialExpiry.OfCertificate(pem);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            // The client that is made of it says what is wrong with it.
            return null;
        }
    }
}
