using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Containers;

/// <summary>
/// A container's root folder: new folders with links to the image's files. The linked files are read-only,
/// which root could ignore, so a cluster that runs as root copies them; either way the image stays unchanged.
/// </summary>
internal static class ContainerRoot
{
    public static void Create(string image, string root)
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
        Copy(new DirectoryInfo(image), root, byLink: !Environment.IsPrivilegedProcess);
    }

    /// <summary>
    /// Mounts a folder or file of the pod over the image's path.
    /// </summary>
    public static void Mount(string root, string path, string target)
    {
        var parts = RootedPath.Parts(path);
        if (parts is null || parts.Length == 0)
            throw new ContainerStartException(
                $"failed to mount at \"{path}\": the path leads out of the container"
            );
        var parent = RootedPath.Resolve(root, string.Join('/', parts[..^1]));
        Directory.CreateDirectory(parent);
        var place = Path.Combine(parent, parts[^1]);
        FileTree.Remove(place);
        File.CreateSymbolicLink(place, target);
    }

    private static void Copy(DirectoryInfo from, string to, bool byLink)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var path = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } target)
                File.CreateSymbolicLink(path, target);
            else if (entry is DirectoryInfo folder)
                Copy(folder, path, byLink);
            else if (byLink)
                Posix.Link(entry.FullName, path);
            else
                CopyFile(entry.FullName, path);
        }
        FileModes.Set(to, FileModes.Get(from.FullName) | UnixFileMode.UserWrite);
    }

    private static void CopyFile(string from, string to)
    {
        File.Copy(from, to);
        FileModes.Set(to, FileModes.Get(from) | UnixFileMode.UserWrite);
    }
}
