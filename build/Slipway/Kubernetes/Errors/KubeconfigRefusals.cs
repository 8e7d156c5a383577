using Slipway.Values;

namespace Slipway.Kubernetes.Errors;

/// <summary>There is no kubeconfig.</summary>
public sealed class KubeconfigMissingException(string where)
    : Refusal(
        "No kubeconfig found, so there is no cluster to connect to.",
        where,
        "Put the cluster's kubeconfig there, or set KUBECONFIG to its path."
    );

/// <summary>The kubeconfig lacks the context that an environment uses.</summary>
public sealed class UnknownContextException(string context, IReadOnlyList<string> known, string where)
    : Refusal(
        $"The kubeconfig has no context '{context}'; "
            + (
                known.Count == 0
                    ? "it has no contexts."
                    : $"it has {string.Join(", ", known.Select(k => $"'{k}'"))}."
            ),
        where,
        $"Add the context '{context}' to the kubeconfig, or choose another one with --kube-context."
    )
{
    /// <summary>The context that is missing.</summary>
    public string Context { get; } = context;

    /// <summary>The contexts that exist.</summary>
    public IReadOnlyList<string> Known { get; } = known;
}

/// <summary>The kubeconfig exists but cannot be used.</summary>
public sealed class KubeconfigUnusableException(string what, string where)
    : Refusal(what, where, "Fix the kubeconfig; 'kubectl version' must work with it.");

/// <summary>The credentials of a kubeconfig's user cannot be obtained: a plugin fails, a file is missing.</summary>
public sealed class CredentialsUnavailableException(string why, ClusterAddress address)
    : Refusal(
        $"The credentials for {address.Server} cannot be obtained: {why}",
        address.Login,
        address.Credential.Renewal
    );

/// <summary>The API server does not answer.</summary>
public sealed class ClusterUnreachableException(ClusterAddress address, string reason)
    : Refusal(
        $"Unable to connect to the API server {address.Server}: {reason}",
        address.Context is null ? address.Source : $"context '{address.Context}' of {address.Source}",
        "Check that the cluster is running and reachable from this machine (address, VPN, proxy, certificate)."
    );

/// <summary>Something answered a request, but not as an API server does: a proxy, a login page, another server.</summary>
public sealed class UnexpectedAnswerException(ClusterAddress address, string request, string why)
    : Refusal(
        $"{address.Server} does not answer as a Kubernetes API server ({request}): {why.TrimEnd('.')}.",
        address.ToString(),
        "Check that the address in the kubeconfig is that of the API server, and what answers between it and this "
            + "machine (a proxy, a login page, an API service of the cluster)."
    );
