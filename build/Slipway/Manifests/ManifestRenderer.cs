using System.ComponentModel;
using System.Text.RegularExpressions;
using Slipway.Processes;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Renders an overlay with the Kustomize that is built into kubectl; no cluster is contacted.
/// </summary>
/// <param name="kubectl">The program, a name on the PATH or a path.</param>
public sealed partial class ManifestRenderer(string kubectl = "kubectl")
{
    /// <summary>The objects of an overlay, in the order in which Kustomize lists them.</summary>
    /// <param name="overlay">The folder with a <c>kustomization.yaml</c>.</param>
    /// <param name="ns">The namespace that everything goes to; null leaves it to the manifests.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="KubectlMissingException">kubectl is not installed.</exception>
    /// <exception cref="RenderingFailedException">Kustomize refused the overlay.</exception>
    /// <exception cref="ManifestsUnreadableException">
    /// The output is not a list of Kubernetes objects.
    /// </exception>
    public async Task<IReadOnlyList<KubeObject>> RenderAsync(
        string overlay,
        string? ns,
        CancellationToken cancellation
    )
    {
        var yaml = await KustomizeAsync(overlay, cancellation).ConfigureAwait(false);
        var objects = ManifestYaml.Read(yaml, $"the output of 'kubectl kustomize {overlay}'");
        return ns is null ? objects : NamespaceChoice.MoveTo(ns, objects);
    }

    private async Task<string> KustomizeAsync(string overlay, CancellationToken cancellation)
    {
        ProcessResult result;
        try
        {
            result = await new Subprocess(kubectl, ["kustomize", overlay])
                .RunAsync(cancellation)
                .ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            throw new KubectlMissingException();
        }
        return result.ExitCode == 0
            ? result.Output
            : throw new RenderingFailedException(Words(result.Errors), overlay);
    }

    // kubectl wraps the sentence into a log line: E1120 23:02:22.95 123 run.go:72] "command failed" err="..."
    private static string Words(string errors)
    {
        var text = errors.Trim();
        return LogLine().Match(text) is { Success: true } match
                ? match.Groups[1].Value.Replace("\\\"", "\"").Replace("\\n", "\n")
            : text.StartsWith("error: ", StringComparison.Ordinal) ? text["error: ".Length..]
            : text;
    }

    [GeneratedRegex("""err="((?:[^"\\]|\\.)*)"\s*$""")]
    private static partial Regex LogLine();
}
