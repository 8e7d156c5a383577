using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>kubectl is not installed.</summary>
public sealed class KubectlMissingException()
    : Refusal(
        "kubectl is required to render the manifests, but is not on the PATH.",
        "PATH",
        "Install it (https://kubernetes.io/docs/tasks/tools/, "
            + "or your system's package 'kubectl' or 'kubernetes-client')."
    );

/// <summary>Kustomize could not render an overlay.</summary>
public sealed class RenderingFailedException(string words, string overlay)
    : Refusal(
        $"The manifests cannot be rendered: {words}",
        overlay,
        $"Fix the error above; 'kubectl kustomize {overlay}' must succeed."
    );

/// <summary>The output is not a list of Kubernetes objects.</summary>
public sealed class ManifestsUnreadableException(IReadOnlyList<string> mistakes, string source)
    : Refusal(string.Join('\n', mistakes), source, "Fix the manifests of these objects.")
{
    /// <summary>Each mistake with its line in the rendered stream.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}

/// <summary>Manifests with mistakes that are found without a cluster.</summary>
public sealed class ManifestsInvalidException(IReadOnlyList<ManifestError> mistakes, string source)
    : Refusal(
        string.Join('\n', mistakes.Select(m => $"{m.Object}: {m.Message}")),
        source,
        "Fix these manifests."
    )
{
    /// <summary>All mistakes.</summary>
    public IReadOnlyList<ManifestError> Mistakes { get; } = mistakes;
}
