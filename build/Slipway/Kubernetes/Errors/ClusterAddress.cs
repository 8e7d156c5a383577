namespace Slipway.Kubernetes.Errors;

/// <summary>The cluster's address, and how it was found.</summary>
/// <param name="Server">The API server.</param>
/// <param name="Context">The kubeconfig's context; null inside a pod.</param>
/// <param name="Source">The kubeconfig files, or the pod's service account.</param>
public sealed record ClusterAddress(Uri Server, string? Context, string Source)
{
    /// <summary>As whom we connect.</summary>
    public ClusterCredential Credential { get; init; } = ClusterCredential.None;

    /// <summary>Where the credentials are: <c>user anna of context staging in ~/.kube/config</c>.</summary>
    internal string Login =>
        Context is null
            ? Source
            : (Credential.User is { } user ? $"user '{user}' of " : "") + $"context '{Context}' in {Source}";

    /// <summary>For people: <c>https://10.0.0.1:6443 (context staging of ~/.kube/config)</c>.</summary>
    public override string ToString() =>
        Context is null ? $"{Server} ({Source})" : $"{Server} (context {Context} of {Source})";
}
