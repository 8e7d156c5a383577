using Slipway.Yaml;

namespace Slipway.Manifests;

/// <summary>The YAML files that an overlay is rendered from, for telling where something is written.</summary>
internal static class OverlayFiles
{
    private static readonly string[] s_kustomizations =
    [
        "kustomization.yaml",
        "kustomization.yml",
        "Kustomization",
    ];

    // The keys that name files or folders of resources; those of files for ConfigMaps are no YAML of ours.
    private static readonly string[] s_lists =
    [
        "resources",
        "bases",
        "components",
        "crds",
        "patches",
        "patchesStrategicMerge",
        "patchesJson6902",
        "replacements",
        "generators",
        "transformers",
        "configurations",
    ];

    /// <summary>
    /// The overlay's kustomization and every local file that it leads to, the nearest first; what is missing,
    /// remote or unreadable is left out.
    /// </summary>
    /// <param name="root">The repository's folder, or one that stands for it.</param>
    /// <param name="overlay">The overlay's folder, relative to it.</param>
    public static IReadOnlyList<SourceFile> Of(string root, string overlay)
    {
        var found = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        Add(Path.GetFullPath(Path.Combine(root, overlay)), Path.GetFullPath(root), found);
        return [.. found.Values];
    }

    /// <summary>Whether everything that an overlay's kustomizations name is there, so that nothing is fetched.</summary>
    /// <param name="root">The repository's folder, or one that stands for it.</param>
    /// <param name="overlay">The overlay's folder, relative to it.</param>
    public static bool AreComplete(string root, string overlay) =>
        IsComplete(Path.GetFullPath(Path.Combine(root, overlay)), []);

    private static bool IsComplete(string folder, HashSet<string> seen) =>
        KustomizationIn(folder) is { } kustomization
        && (
            !seen.Add(kustomization)
            || References(kustomization)
                .Select(name => Path.GetFullPath(Path.Combine(folder, name)))
                .All(path => File.Exists(path) || (Directory.Exists(path) && IsComplete(path, seen)))
        );

    private static string? KustomizationIn(string folder) =>
        s_kustomizations.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The kustomizations in a folder and below.</summary>
    public static IEnumerable<string> KustomizationsBelow(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => s_kustomizations.Contains(Path.GetFileName(file)))
            : [];

    /// <summary>The files and folders that a kustomization names; none where it cannot be read.</summary>
    public static IEnumerable<string> References(string kustomization)
    {
        var found = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        return Read(kustomization, kustomization, found)
            ? found[kustomization].Documents.SelectMany(Named)
            : [];
    }

    private static void Add(string path, string root, Dictionary<string, SourceFile> found)
    {
        if (Directory.Exists(path))
        {
            if (KustomizationIn(path) is not { } kustomization || !Read(kustomization, root, found))
                return;
            var named = found[kustomization].Documents.SelectMany(document => Named(document)).ToList();
            foreach (var next in named)
                Add(Path.GetFullPath(Path.Combine(path, next)), root, found);
        }
        else if (File.Exists(path))
            Read(path, root, found);
    }

    private static bool Read(string path, string root, Dictionary<string, SourceFile> found)
    {
        if (found.ContainsKey(path))
            return false;
        try
        {
            found[path] = SourceFile.Read(path, Path.GetRelativePath(root, path).Replace('\\', '/'));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Named(YamlValue document) =>
        document is YamlMap map
            ? map
                .Entries.Where(entry => s_lists.Contains(entry.Key.Value))
                .SelectMany(entry => entry.Value is YamlList list ? list.Items : [])
                .SelectMany(Paths)
            : [];

    // "- base" or "- path: patch.yaml"; a patch that is written in place has line breaks.
    private static IEnumerable<string> Paths(YamlValue item) =>
        item switch
        {
            YamlText { IsNull: false } text when !text.Value.Contains('\n') => [text.Value],
            YamlMap map => map
                .Entries.Where(entry => entry.Key.Value == "path")
                .Select(entry => entry.Value)
                .OfType<YamlText>()
                .Select(text => text.Value),
            _ => [],
        };
}
