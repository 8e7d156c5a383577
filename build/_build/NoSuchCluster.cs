using Slipway.Values;

namespace Slipway.Targets;

/// <summary>The environment's cluster is not in the kubeconfig, or there is no kubeconfig.</summary>
internal sealed class NoSuchCluster(string environment, string context, Refusal reason) : Refusal(
    $"the kubeconfig context '{context}' of environment {environment} is missing: {reason.What}",
    $"{reason.Where}, asked for by k8s/overlays/{environment}/environment.yaml or --kube-context",
    $"{reason.Next} To try a release on this machine: ./build.sh Deploy --env local");
