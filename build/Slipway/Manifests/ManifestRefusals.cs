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

/// <summary>The files of an overlay are not YAML, or have a key twice.</summary>
public sealed class ManifestFilesBrokenException(IReadOnlyList<string> mistakes, string overlay)
    : Refusal(
        string.Join('\n', mistakes),
        overlay,
        $"Fix these files; 'kubectl kustomize {overlay}' must succeed."
    )
{
    /// <summary>Each mistake as <c>file:line:column: sentence</c>.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}

/// <summary>
/// A kustomization inflates Helm charts. What they render depends on a download, so it is not what was committed.
/// </summary>
public sealed class HelmChartsException(IReadOnlyList<string> places, string overlay)
    : Refusal(
        string.Join(
            '\n',
            places.Select(place =>
                $"{place}: Helm charts are not inflated while rendering, since the result would depend on a download."
            )
        ),
        overlay,
        "Inflate the chart once and commit the result: 'helm template <release> <chart> --repo <url> --version "
            + "<version> --values <file> > k8s/base/<name>/chart.yaml'; list that file under 'resources' in place of "
            + "the chart."
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
