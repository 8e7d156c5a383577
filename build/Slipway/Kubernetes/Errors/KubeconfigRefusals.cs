using Slipway.Values;

namespace Slipway.Kubernetes.Errors;

/// <summary>There is no kubeconfig.</summary>
public sealed class KubeconfigMissingException(string where)
    : Refusal(
        "There is no kubeconfig, so it is not known which cluster is meant.",
        where,
        "Put the cluster's kubeconfig there, or name it in KUBECONFIG."
    );

/// <summary>The kubeconfig lacks the context that an environment asks for.</summary>
public sealed class UnknownContextException(string context, IReadOnlyList<string> known, string where)
    : Refusal(
        $"The kubeconfig has no context '{context}'; "
            + (
                known.Count == 0
                    ? "it has none at all."
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

/// <summary>The kubeconfig is there and cannot be used.</summary>
public sealed class KubeconfigUnusableException(string what, string where)
    : Refusal(what, where, "Correct the kubeconfig; 'kubectl version' with the same file must answer.");

/// <summary>The API server does not answer.</summary>
public sealed class ClusterUnreachableException(ClusterAddress address, string reason)
    : Refusal(
        $"The API server {address.Server} does not answer: {reason}",
        address.Context is null ? address.Source : $"context '{address.Context}' of {address.Source}",
        "Check that the cluster runs and that this machine reaches it (address, VPN, proxy, certificate)."
    );
