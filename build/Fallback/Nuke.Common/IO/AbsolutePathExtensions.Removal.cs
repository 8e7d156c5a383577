namespace Nuke.Common.IO;

public static partial class AbsolutePathExtensions
{
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>An empty folder, whatever was in it.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>
    /// Removes the folder with all that is in it, read-only files too. No folder is no error.
    /// </summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        var directory = path.ToDirectoryInfo();
        if (!directory.Exists)
            return;
        if (directory.LinkTarget != null)
        {
            directory.Delete();
            return;
        }

        foreach (var entry in directory.EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly))
        {
            if (entry is DirectoryInfo)
                AbsolutePath.Create(entry.FullName).DeleteDirectory();
            else
                AbsolutePath.Create(entry.FullName).DeleteFile();
        }

        directory.Delete();
    }

    /// <summary>No file is no error.</summary>
    public static void DeleteFile(this AbsolutePath path)
    {
        var file = path.ToFileInfo();
        if (OperatingSystem.IsWindows() && file is { Exists: true, IsReadOnly: true })
            file.IsReadOnly = false;
        if (path.Parent.DirectoryExists())
            file.Delete();
    }

    public static void DeleteDirectories(this IEnumerable<AbsolutePath> paths)
    {
        foreach (var path in paths.ToList())
            path.DeleteDirectory();
    }

    public static void DeleteFiles(this IEnumerable<AbsolutePath> paths)
    {
        foreach (var path in paths.ToList())
            path.DeleteFile();
    }
}
