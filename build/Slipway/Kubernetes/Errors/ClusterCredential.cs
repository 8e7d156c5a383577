namespace Slipway.Kubernetes.Errors;

/// <summary>How a client shows an API server who it is.</summary>
public enum CredentialKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A bearer token in the kubeconfig.</summary>
    Token,

    /// <summary>A file with a bearer token, which something else renews.</summary>
    TokenFile,

    /// <summary>A client certificate.</summary>
    Certificate,

    /// <summary>A credential plugin (client.authentication.k8s.io).</summary>
    Plugin,

    /// <summary>User name and password.</summary>
    Password,

    /// <summary>The token of the pod's service account.</summary>
    ServiceAccount,
}

/// <summary>What a client shows an API server, without the secret itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="User">The kubeconfig's name for the user; null where it has none.</param>
/// <param name="Source">The file or the plugin that it comes from; null where that is the kubeconfig.</param>
/// <param name="Expires">When it ends to be valid; null where it does not say.</param>
public sealed record ClusterCredential(
    CredentialKind Kind,
    string? User = null,
    string? Source = null,
    DateTimeOffset? Expires = null
)
{
    /// <summary>Nothing is known about it.</summary>
    public static ClusterCredential None { get; } = new(CredentialKind.None);

    /// <summary>For people: <c>the client certificate expired on 2026-11-30 12:00 UTC</c>; null where it did not.</summary>
    public string? WhyExpired(DateTimeOffset now) =>
        Expires is { } end && end <= now ? $"{Noun} expired on {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : null;

    /// <summary>What to do when an API server does not accept it.</summary>
    internal string Renewal =>
        Kind switch
        {
            CredentialKind.Certificate => "Renew the client certificate of this user in the kubeconfig.",
            CredentialKind.Plugin => $"Log in again with the program that '{Source}' belongs to "
                + "(for example 'aws sso login', 'az login', 'gcloud auth login').",
            CredentialKind.TokenFile => $"Renew the token in {Source}.",
            CredentialKind.Token => "Put a new token for this user into the kubeconfig.",
            CredentialKind.Password => "Correct user name and password in the kubeconfig.",
            CredentialKind.ServiceAccount =>
                "Restart the pod to get a new token, and check that its service account still exists.",
            _ => "Give this context a user with credentials in the kubeconfig (token, certificate or login).",
        };

    private string Noun => Kind == CredentialKind.Certificate ? "the client certificate" : "the token";
}
