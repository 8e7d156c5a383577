using Slipway.Environments;
using Slipway.Processes;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Manifests;

/// <summary>
/// The files that all environments' manifests are rendered from: the folder <c>k8s</c>, and what its kustomizations
/// refer to elsewhere in the repository.
/// </summary>
/// <param name="Files">The files, in the order of their paths; they may be many, and are no more than 32 MiB.</param>
public sealed record ManifestTree(IReadOnlyList<TreeFile> Files)
{
    private const string Folder = "k8s";

    /// <summary>Reads a checkout's files as git has them.</summary>
    /// <param name="root">The checkout's folder.</param>
    /// <param name="state">What is checked out there.</param>
    /// <param name="scratch">A folder for temporary files; it need not exist.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="VersioningRefusal">The folder is in no repository, or git refuses.</exception>
    /// <exception cref="ManifestTreeRefusal">A link leads out of the repository, or the files are too large.</exception>
    public static async Task<ManifestTree> ReadAsync(
        string root,
        CheckedOut state,
        string scratch,
        CancellationToken cancellation
    )
    {
        using var folder = TransientFolder.In(scratch);
        var tree = await SourceTree.OpenAsync(root, state, folder.Path, cancellation);
        var written = new HashSet<string>(StringComparer.Ordinal) { Folder };
        IReadOnlyList<string> next = [Folder];
        while (next.Count > 0)
        {
            await tree.WriteAsync(next, cancellation);
            next = KustomizationFolders.Outside(tree.Root, written);
            written.UnionWith(next);
        }
        return new ManifestTree(ManifestFolder.Read(tree.Root));
    }

    /// <summary>Whether it has an environment's overlay.</summary>
    /// <param name="overlay">The overlay's folder, relative to the repository.</param>
    public bool Has(string overlay) =>
        Files.Any(file => file.Path.StartsWith($"{overlay}/", StringComparison.Ordinal));

    /// <summary>Renders an environment's overlay.</summary>
    /// <param name="overlay">The overlay's folder, relative to the repository.</param>
    /// <param name="namespaces">Where objects may be; null leaves it to the manifests.</param>
    /// <param name="scratch">A folder for temporary files; it need not exist.</param>
    /// <param name="cache">Where renderings are remembered; null for nowhere.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <inheritdoc cref="ManifestRenderer.RenderAsync" path="/exception"/>
    public async Task<IReadOnlyList<KubeObject>> RenderAsync(
        string overlay,
        NamespacePolicy? namespaces,
        string scratch,
        RenderCache? cache,
        CancellationToken cancellation
    )
    {
        var key = cache is null ? null : RenderCache.KeyOf(Files, overlay, ManifestRenderer.Kubectl);
        if (
            key is not null
            && cache!.Find(overlay, key) is { } known
            && NamespaceChoice.Place(namespaces, known) is { Strangers.Count: 0 } placed
        )
            return placed.Objects;

        using var folder = TransientFolder.In(scratch);
        ManifestFolder.Write(Files, folder.Path);
        var rendered = await new ManifestRenderer().RenderAsync(folder.Path, overlay, null, cancellation);
        // What is fetched from elsewhere may be something else the next time.
        if (key is not null && OverlayFiles.AreComplete(folder.Path, overlay))
            cache!.Keep(overlay, key, rendered);
        return ManifestRenderer.Placed(rendered, folder.Path, overlay, namespaces);
    }
}
