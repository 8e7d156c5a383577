using System.Collections.Concurrent;
using System.Security.Cryptography;
using Slipway.Values;

namespace Slipway.Images.Inputs;

/// <summary>Finds the files that count, and knows their digests. Reads each file once in a run.</summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="never">Folders that hold no source, absolute: where images and other output go.</param>
internal sealed class SourceFiles(string repositoryRoot, IReadOnlyList<string> never)
{
    // Read by MSBuild, NuGet, the SDK and the compilers wherever they lie above a source.
    private static readonly string[] s_settings =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Build.rsp",
        "Directory.Packages.props",
        ".editorconfig",
        ".globalconfig",
        "packages.lock.json",
    ];

    // The same, but above the repository they say how this machine gets things and not what.
    private static readonly string[] s_repositorySettings =
    [
        "global.json",
        "nuget.config",
        "NuGet.config",
        "NuGet.Config",
    ];

    private static readonly HashSet<string> s_tools = new(StringComparer.Ordinal)
    {
        ".git",
        ".vs",
        ".idea",
        ".vscode",
        ".nuke",
    };

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repositoryRoot));
    private readonly ConcurrentDictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _folders = new(
        StringComparer.Ordinal
    );

    /// <summary>The files of a scope with their digests, named relative to the repository.</summary>
    public IReadOnlyDictionary<string, string> Read(ProjectScope scope)
    {
        var folders = scope.Unclear is null ? scope.Folders : scope.Folders.Append(_root);
        var below = folders.SelectMany(Below).Where(file => scope.Markdown || !IsForPeople(file));
        var homes = scope.Folders.Concat(scope.Files.Select(file => Path.GetDirectoryName(file)!));
        return below
            .Concat(scope.Files.Where(File.Exists))
            .Concat(homes.Distinct().SelectMany(SettingsAbove))
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(NameOf, DigestOf, StringComparer.Ordinal);
    }

    /// <summary>How a file is called in lists: relative to the repository, with forward slashes.</summary>
    public string NameOf(string path) => Path.GetRelativePath(_root, path).Replace('\\', '/');

    /// <summary>Whether a file inside a folder is the output of a build or belongs to a tool.</summary>
    public static bool IsGenerated(string path, string root)
    {
        for (
            var folder = Path.GetDirectoryName(path);
            folder is not null && folder.Length > root.Length;
            folder = Path.GetDirectoryName(folder)
        )
        {
            if (IsSkipped(folder))
                return true;
        }
        return false;
    }

    private static bool IsSkipped(string folder)
    {
        var name = Path.GetFileName(folder);
        // A folder 'obj' that is none of the compiler's is source like any other.
        return s_tools.Contains(name)
            || (
                name is "bin" or "obj"
                && Directory.EnumerateFiles(Path.GetDirectoryName(folder)!, "*.*proj").Any()
            );
    }

    private static bool IsForPeople(string file) =>
        file.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        && !file.Replace('\\', '/').Contains("/wwwroot/", StringComparison.Ordinal);

    private IReadOnlyList<string> Below(string folder) => _folders.GetOrAdd(folder, start =>
        {
            var files = new List<string>();
            Walk(new DirectoryInfo(start), files, []);
            return files;
        });

    // Patterns of items follow links, so this does.
    private void Walk(DirectoryInfo folder, List<string> files, HashSet<string> above)
    {
        var real = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        if (!folder.Exists || !above.Add(real))
            return;
        files.AddRange(
            folder.EnumerateFiles().Where(file => !s_tools.Contains(file.Name)).Select(file => file.FullName)
        );
        foreach (var inner in folder.EnumerateDirectories())
        {
            if (!IsSkipped(inner.FullName) && !never.Contains(inner.FullName))
                Walk(inner, files, above);
        }
        above.Remove(real);
    }

    private IEnumerable<string> SettingsAbove(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var inside = folder.Length >= _root.Length;
            foreach (var name in inside ? s_settings.Concat(s_repositorySettings) : s_settings)
            {
                if (File.Exists(Path.Combine(folder, name)))
                    yield return Path.Combine(folder, name);
            }
        }
    }

    private string DigestOf(string file) => _digests.GetOrAdd(file, path =>
        {
            try
            {
                using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                return Digest.FromHash(SHA256.HashData(content)).Hex;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // A link to nothing is listed as a file, and even said to exist; editors lock files with such.
                return "missing";
            }
        });
}
