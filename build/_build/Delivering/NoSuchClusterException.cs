using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Targets.Delivering;

/// <summary>The environment's cluster is in no kubeconfig of this machine.</summary>
internal sealed class NoSuchClusterException : Refusal
{
    /// <summary>The kubeconfig lacks the context.</summary>
    public NoSuchClusterException(string environment, UnknownContextException cause)
        : base(cause.What, AskedFor(environment, cause.Where), AndLocal(cause.Next)) { }

    /// <summary>There is no kubeconfig at all.</summary>
    public NoSuchClusterException(string environment, string? context, KubeconfigMissingException cause)
        : base(
            context is null ? cause.What : $"There is no kubeconfig, so context '{context}' cannot be found.",
            AskedFor(environment, cause.Where),
            AndLocal(cause.Next)
        ) { }

    private static string AskedFor(string environment, string where) =>
        $"{where}; context named in k8s/overlays/{environment}/environment.yaml or --kube-context";

    private static string AndLocal(string next) =>
        $"{next} To try a release on this machine: ./build.sh Deploy --env local";
}
