using System.ComponentModel;
using Slipway.Environments;
using Slipway.Processes;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Renders an overlay with the Kustomize that is built into kubectl; no cluster is contacted.
/// </summary>
/// <param name="kubectl">The program, a name on the PATH or a path.</param>
public sealed class ManifestRenderer(string kubectl = ManifestRenderer.Kubectl)
{
    /// <summary>The program's usual name.</summary>
    internal const string Kubectl = "kubectl";

    /// <summary>The objects of an overlay, in the order in which Kustomize lists them.</summary>
    /// <param name="root">The repository's folder, or one that stands for it.</param>
    /// <param name="overlay">The folder with a <c>kustomization.yaml</c>, relative to it.</param>
    /// <param name="namespaces">Where they may be; null leaves it to the manifests.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="KubectlMissingException">kubectl is not installed.</exception>
    /// <exception cref="HelmChartsException">The overlay inflates Helm charts.</exception>
    /// <exception cref="ManifestFilesBrokenException">A file is not YAML, or has a key twice.</exception>
    /// <exception cref="RenderingFailedException">Kustomize refused the overlay.</exception>
    /// <exception cref="ManifestsUnreadableException">
    /// The output is not a list of Kubernetes objects.
    /// </exception>
    /// <exception cref="ForeignNamespacesException">
    /// Objects name namespaces that are not allowed; all of them are listed with their lines.
    /// </exception>
    public async Task<IReadOnlyList<KubeObject>> RenderAsync(
        string root,
        string overlay,
        NamespacePolicy? namespaces,
        CancellationToken cancellation
    )
    {
        var yaml = await KustomizeAsync(root, overlay, cancellation).ConfigureAwait(false);
        var objects = ManifestYaml.Read(yaml, $"the output of 'kubectl kustomize {overlay}'");
        return Placed(objects, root, overlay, namespaces);
    }

    /// <summary>Rendered objects in their namespaces.</summary>
    /// <exception cref="ForeignNamespacesException">Objects name namespaces that are not allowed.</exception>
    internal static IReadOnlyList<KubeObject> Placed(
        IReadOnlyList<KubeObject> objects,
        string root,
        string overlay,
        NamespacePolicy? namespaces
    )
    {
        var placed = NamespaceChoice.Place(namespaces, objects);
        return placed.Strangers.Count == 0
            ? placed.Objects
            : throw new ForeignNamespacesException(
                placed.Strangers,
                OverlayFiles.Of(root, overlay),
                overlay,
                namespaces!.Home
            );
    }

    private async Task<string> KustomizeAsync(string root, string overlay, CancellationToken cancellation)
    {
        ProcessResult result;
        try
        {
            result = await new Subprocess(kubectl, ["kustomize", overlay]) { WorkingDirectory = root }
                .RunAsync(cancellation)
                .ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            throw new KubectlMissingException();
        }
        return result.ExitCode == 0
            ? result.Output
            : throw Refused(
                root,
                overlay,
                ErrorText.Of(result.Errors) is { Length: > 0 } words
                    ? words
                    : $"kubectl exited with code {result.ExitCode}"
            );
    }

    // Kustomize names neither file nor column of most mistakes; the files tell.
    private static Refusal Refused(string root, string overlay, string words)
    {
        var files = OverlayFiles.Of(root, overlay);
        var charts = files
            .SelectMany(file =>
                new[] { file.PlaceOf("helmCharts"), file.PlaceOf("helmChartInflationGenerator") }
            )
            .OfType<string>()
            .ToList();
        if (charts.Count > 0)
            return new HelmChartsException(charts, overlay);
        var mistakes = files.SelectMany(file => file.Mistakes).ToList();
        if (mistakes.Count > 0)
            return new ManifestFilesBrokenException(mistakes, overlay);
        // Kustomize names files by absolute paths; people know them by those in the repository.
        var inside = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;
        var (path, cause) = KustomizeMessage.Of(words.Replace(inside, "", StringComparison.Ordinal));
        return new RenderingFailedException(path is null ? cause : $"{path}: {cause}", overlay);
    }
}
