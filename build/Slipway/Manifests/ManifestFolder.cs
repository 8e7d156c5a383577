using Slipway.Versioning;

namespace Slipway.Manifests;

/// <summary>Moves the files of manifests between a disk and memory.</summary>
internal static class ManifestFolder
{
    private const long MostBytes = 32 * 1024 * 1024;

    private static readonly EnumerationOptions s_all = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// All files below a folder. A symbolic link to a file of the folder counts as a copy of it.
    /// </summary>
    /// <exception cref="ManifestTreeRefusal">
    /// A link leads elsewhere or to a folder, or the files are too large.
    /// </exception>
    public static IReadOnlyList<TreeFile> Read(string root)
    {
        if (!Directory.Exists(root))
            return [];
        var entries = new DirectoryInfo(root)
            .EnumerateFileSystemInfos("*", s_all)
            .Select(entry => (Path: Path.GetRelativePath(root, entry.FullName).Replace('\\', '/'), entry))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .ToList();
        var files = entries
            .Where(e => e.entry.LinkTarget is not null || e.entry is FileInfo)
            .Select(e => (e.Path, File: Resolve(e.entry, e.Path, root)))
            .ToList();
        if (files.Sum(file => file.File.Length) > MostBytes)
        {
            var largest = files.MaxBy(file => file.File.Length);
            throw ManifestTreeRefusal.TooLarge(largest.Path, largest.File.Length, MostBytes);
        }
        return [.. files.Select(file => new TreeFile(file.Path, File.ReadAllBytes(file.File.FullName)))];
    }

    /// <summary>Writes files below a folder.</summary>
    public static void Write(IReadOnlyList<TreeFile> files, string root)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(root, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content.Span);
        }
    }

    private static FileInfo Resolve(FileSystemInfo entry, string path, string root)
    {
        if (entry.LinkTarget is null)
            return (FileInfo)entry;
        FileSystemInfo? target;
        try
        {
            target = entry.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            // Links that lead to each other.
            target = null;
        }
        return target is FileInfo { Exists: true } file && IsBelow(file.FullName, root)
            ? file
            : throw ManifestTreeRefusal.Link(path, entry.LinkTarget, target is DirectoryInfo);
    }

    // Links to folders are refused, so no part of the way leads elsewhere.
    private static bool IsBelow(string path, string root) =>
        Path.GetFullPath(path)
            .StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
