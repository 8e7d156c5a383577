namespace Slipway.Images.Packing;

/// <summary>Lists what <c>dotnet publish</c> left.</summary>
internal static class PublishFolder
{
    /// <summary>
    /// All files and links, sorted by path; the order does not depend on the file system or the culture.
    /// </summary>
    /// <exception cref="PackRefusal">A symbolic link points outside of the folder or nowhere.</exception>
    public static IReadOnlyList<ImageFile> List(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var files = new List<ImageFile>();
        Collect(new DirectoryInfo(root), root, files);
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static void Collect(DirectoryInfo folder, string root, List<ImageFile> files)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');
            if (entry.LinkTarget is not null)
                files.Add(new ImageFile(path, entry.FullName, default, TargetInside(entry, root)));
            else if (entry is DirectoryInfo inner)
                Collect(inner, root, files);
            else
                files.Add(new ImageFile(path, entry.FullName, FileStamp.Of((FileInfo)entry)));
        }
    }

    private static string TargetInside(FileSystemInfo link, string root)
    {
        var home = Path.GetDirectoryName(link.FullName)!;
        var target = Path.GetFullPath(link.LinkTarget!, home);
        // The last of a chain of links decides; what does not exist cannot be judged.
        var final = link.ResolveLinkTarget(returnFinalTarget: true);
        if (final is not { Exists: true } || !IsInside(final.FullName, root) || !IsInside(target, root))
        {
            throw new PackRefusal(
                $"The symbolic link '{Path.GetRelativePath(root, link.FullName)}' points to "
                    + $"'{link.LinkTarget}', "
                    + (
                        final is { Exists: true }
                            ? "outside of the published files."
                            : "which does not exist."
                    ),
                link.FullName,
                "Make the project copy the file itself, or remove the link."
            );
        }
        return Path.GetRelativePath(home, target).Replace('\\', '/');
    }

    private static bool IsInside(string path, string root) =>
        path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
