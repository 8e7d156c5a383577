namespace Slipway.Manifests;

/// <summary>Finds what kustomizations refer to outside of the folders that are known.</summary>
internal static class KustomizationFolders
{
    /// <summary>
    /// The paths below a root that its kustomizations refer to and no known folder contains. What is above the root, or
    /// remote, is for Kustomize to refuse.
    /// </summary>
    /// <param name="root">The folder that stands for the repository.</param>
    /// <param name="known">Paths relative to it.</param>
    public static IReadOnlyList<string> Outside(string root, IReadOnlyCollection<string> known) =>
        [
            .. OverlayFiles
                .KustomizationsBelow(root)
                .SelectMany(References)
                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                .Where(path =>
                    path != ".." && !path.StartsWith("../", StringComparison.Ordinal) && path != "."
                )
                .Where(path => !known.Any(folder => Contains(folder, path)))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> References(string kustomization)
    {
        var folder = Path.GetDirectoryName(kustomization)!;
        return OverlayFiles
            .References(kustomization)
            .Select(reference => Path.GetFullPath(Path.Combine(folder, reference)));
    }

    private static bool Contains(string folder, string path) =>
        path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal);
}
