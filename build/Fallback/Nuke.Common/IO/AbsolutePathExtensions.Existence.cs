using System.Runtime.CompilerServices;

namespace Nuke.Common.IO;

public static partial class AbsolutePathExtensions
{
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    public static bool Exists(
        this AbsolutePath path,
        [CallerArgumentExpression("path")] string expression = null
    ) => Path.Exists(path);

    /// <returns>The path, or null where there is nothing.</returns>
    public static AbsolutePath Existing(
        this AbsolutePath path,
        [CallerArgumentExpression("path")] string expression = null
    ) => path.Exists() ? path : null;

    /// <returns>The path, or null where it is no file.</returns>
    public static AbsolutePath ExistingFile(this AbsolutePath path) => path.FileExists() ? path : null;

    /// <returns>The path, or null where it is no folder.</returns>
    public static AbsolutePath ExistingDirectory(this AbsolutePath path) =>
        path.DirectoryExists() ? path : null;

    public static IEnumerable<AbsolutePath> WhereFileExists(this IEnumerable<AbsolutePath> paths) =>
        paths.Where(FileExists);

    public static IEnumerable<AbsolutePath> WhereDirectoryExists(this IEnumerable<AbsolutePath> paths) =>
        paths.Where(DirectoryExists);

    public static bool ContainsFile(
        this AbsolutePath path,
        string pattern,
        SearchOption options = SearchOption.TopDirectoryOnly
    ) =>
        path.ToDirectoryInfo() is { Exists: true } directory
        && directory.EnumerateFiles(pattern, options).Any();

    public static bool ContainsDirectory(
        this AbsolutePath path,
        string pattern,
        SearchOption options = SearchOption.TopDirectoryOnly
    ) =>
        path.ToDirectoryInfo() is { Exists: true } directory
        && directory.EnumerateDirectories(pattern, options).Any();

    public static AbsolutePath FindParent(this AbsolutePath path, Func<AbsolutePath, bool> predicate) =>
        path.Parent?.FindParentOrSelf(predicate);

    public static AbsolutePath FindParentOrSelf(this AbsolutePath path, Func<AbsolutePath, bool> predicate)
    {
        var candidate = path;
        while (candidate != null && !predicate(candidate))
            candidate = candidate.Parent;
        return candidate;
    }

    /// <summary>Files below a folder, at most that many levels deep.</summary>
    public static IEnumerable<AbsolutePath> GetFiles(
        this AbsolutePath path,
        string pattern = "*",
        int depth = 1,
        FileAttributes attributes = 0
    ) =>
        depth == 0
            ? []
            : path.ToDirectoryInfo()
                .EnumerateFiles(pattern)
                .Where(x => x.Attributes.HasFlag(attributes))
                .Select(x => AbsolutePath.Create(x.FullName))
                .OrderBy(x => x.ToString(), StringComparer.Ordinal)
                .Concat(path.GetDirectories().SelectMany(x => x.GetFiles(pattern, depth - 1, attributes)));

    /// <summary>Folders below a folder, at most that many levels deep.</summary>
    public static IEnumerable<AbsolutePath> GetDirectories(
        this AbsolutePath path,
        string pattern = "*",
        int depth = 1,
        FileAttributes attributes = 0
    )
    {
        var level = new List<AbsolutePath> { path };
        for (; depth > 0 && level.Count > 0; depth--)
        {
            var below = level.SelectMany(x => x.ToDirectoryInfo().EnumerateDirectories()).ToList();
            foreach (
                var found in level
                    .SelectMany(x => x.ToDirectoryInfo().EnumerateDirectories(pattern))
                    .Where(x => x.Attributes.HasFlag(attributes))
                    .OrderBy(x => x.FullName, StringComparer.Ordinal)
            )
                yield return AbsolutePath.Create(found.FullName);
            level = below.ConvertAll(x => AbsolutePath.Create(x.FullName));
        }
    }

    public static FileInfo ToFileInfo(this AbsolutePath path) => path is null ? null : new(path);

    public static DirectoryInfo ToDirectoryInfo(this AbsolutePath path) => path is null ? null : new(path);

    public static DateTime GetLastWriteTimeUtc(this AbsolutePath path) => File.GetLastWriteTimeUtc(path);

    public static bool HasExtension(
        this AbsolutePath path,
        string extension,
        params string[] alternativeExtensions
    ) =>
        alternativeExtensions
            .Prepend(extension)
            .Any(x =>
                path.Name.EndsWith(x.StartsWith('.') ? x : "." + x, StringComparison.OrdinalIgnoreCase)
            );

    public static AbsolutePath WithExtension(this AbsolutePath path, string extension) =>
        Path.ChangeExtension(path, extension);

    public static bool IsDotDirectory(this AbsolutePath path) =>
        path.DirectoryExists() && path.Name.StartsWith('.');
}
