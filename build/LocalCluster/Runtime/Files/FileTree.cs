namespace LocalCluster.Runtime.Files;

/// <summary>Files and folders; a link is never followed.</summary>
internal static class FileTree
{
    /// <summary>Whether it is a folder, and not a link to one.</summary>
    public static bool IsRealFolder(string path) =>
        Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null;

    /// <summary>Removes a file, a link, or a folder with all in it; nothing if it is not there.</summary>
    public static void Remove(string path)
    {
        if (IsRealFolder(path))
            Directory.Delete(path, recursive: true);
        else if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            File.Delete(path);
    }
}
