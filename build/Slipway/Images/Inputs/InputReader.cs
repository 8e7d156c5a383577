using Slipway.Values;

namespace Slipway.Images.Inputs;

/// <summary>
/// Reads what a service is made from now. Every file below the folders of its projects counts, but for
/// <c>bin</c>, <c>obj</c>, folders that begin with a dot and Markdown; so do files from elsewhere that an
/// item names, and all settings of the build (props, targets, package versions, lock files) from the
/// repository's root down to the projects.
/// </summary>
internal sealed class InputReader(string repositoryRoot)
{
    private static readonly string[] s_settings =
    [
        "*.props", "*.targets", "*.rsp", "*.ruleset", ".editorconfig", ".globalconfig",
        "global.json", "nuget.config", "NuGet.Config", "NuGet.config", "packages.lock.json",
    ];

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repositoryRoot));

    /// <summary>The folders of some projects, relative to the repository.</summary>
    public IReadOnlyList<string> FoldersOf(IEnumerable<string> projects) =>
    [
        .. projects.Select(project => Relative(Path.GetDirectoryName(project)!))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Those files that do not count by where they are, but because an item names them.</summary>
    public IEnumerable<string> Foreign(IEnumerable<string> files, IReadOnlyList<string> folders)
    {
        var own = folders.SelectMany(Below).ToHashSet(StringComparer.Ordinal);
        return files
            .Where(file => file.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(Relative)
            .Where(file => !own.Contains(file) && !file.Split('/').Any(IsGenerated));
    }

    /// <summary>The files and their digests.</summary>
    /// <param name="folders">The folders of the projects.</param>
    /// <param name="foreign">Files from elsewhere; one that is gone is left out.</param>
    public IReadOnlyDictionary<string, string> Read(
        IReadOnlyList<string> folders, IEnumerable<string> foreign) => folders.SelectMany(Below)
        .Concat(folders.SelectMany(SettingsAbove))
        .Concat(BuildSettings())
        .Concat(foreign.Where(file => File.Exists(Absolute(file))))
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(file => file, file => Digest.Of(File.ReadAllBytes(Absolute(file))).Hex);

    private static bool IsGenerated(string folder) =>
        folder is "bin" or "obj"
        || (folder.StartsWith('.') && folder is not (".editorconfig" or ".globalconfig"));

    private IEnumerable<string> Below(string folder) => Walk(new DirectoryInfo(Absolute(folder)))
        .Where(file => !file.EndsWith(".md", StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            yield return Relative(file.FullName);
        var inside = folder.EnumerateDirectories().Where(i => !IsGenerated(i.Name) && i.LinkTarget is null);
        foreach (var inner in inside)
        {
            foreach (var file in Walk(inner))
                yield return file;
        }
    }

    private IEnumerable<string> SettingsAbove(string folder)
    {
        for (var current = Path.GetDirectoryName(Absolute(folder)); current?.Length >= _root.Length;
            current = Path.GetDirectoryName(current))
        {
            foreach (var file in SettingsIn(current))
                yield return file;
        }
    }

    // What the settings at the root import lies beside them or in build/.
    private IEnumerable<string> BuildSettings() =>
        Directory.Exists(Absolute("build")) ? SettingsIn(Absolute("build")) : [];

    private IEnumerable<string> SettingsIn(string folder) =>
        s_settings.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).Select(Relative);

    private string Relative(string path) => Path.GetRelativePath(_root, path).Replace('\\', '/');

    private string Absolute(string path) => Path.Combine(_root, path);
}
