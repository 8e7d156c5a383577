using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Pipeline.Preflight;

/// <summary>The namespace is missing, and we may not create it.</summary>
public sealed class NamespaceMissingException(string ns, ClusterAddress address)
    : Refusal(
        $"There is no namespace {ns}, and we may not create it.",
        address.ToString(),
        $"Ask the cluster's administrator to create it (kubectl create namespace {ns}) with a Role for us in it, "
            + "or set 'namespace' in environment.yaml (for one run: --namespace) to one that exists."
    );

/// <summary>Further namespaces that manifests name are missing.</summary>
public sealed class NamespacesMissingException(IReadOnlyList<string> missing, ClusterAddress address)
    : Refusal(
        string.Join('\n', missing.Select(ns => $"Manifests name the namespace {ns}, which does not exist.")),
        address.ToString(),
        "Create it (kubectl create namespace <name>), or make it part of the manifests (kind: Namespace)."
    );

/// <summary>The namespace is being deleted, so nothing can be created in it.</summary>
public sealed class NamespaceTerminatingException(string ns, ClusterAddress address)
    : Refusal(
        $"The namespace {ns} is being deleted.",
        address.ToString(),
        "Wait until it is gone and run the command again; "
            + $"'kubectl get namespace {ns} -o yaml' shows under status.conditions what holds it up."
    );
