using Slipway.Kubernetes;
using Slipway.Values;

namespace Slipway.Targets;

/// <summary>The environment's cluster is not in the kubeconfig.</summary>
internal sealed class NoSuchCluster(string environment, UnknownContext unknown) : Refusal(
    unknown.What,
    $"{unknown.Where}, asked for by k8s/overlays/{environment}/environment.yaml or --kube-context",
    $"{unknown.Next} To try a release on this machine: ./build.sh Deploy --env local");
