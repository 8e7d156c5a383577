using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Containers;

/// <summary>The file that takes a container's last message.</summary>
internal static class MessageFile
{
    private const string Usual = "/dev/termination-log";

    /// <summary>The container's path of it.</summary>
    public static string PathOf(JsonObject container) => container.Text("terminationMessagePath") ?? Usual;

    /// <summary>Makes one, empty, beside a container's root, for whatever user it has; its path.</summary>
    public static string MakeFor(string containerFolder)
    {
        Directory.CreateDirectory(containerFolder);
        var path = Path.Combine(containerFolder, "termination-log");
        File.WriteAllText(path, "");
        FileModes.Set(path, (UnixFileMode)0b110_110_110);
        return path;
    }

    /// <summary>Makes it, empty; its path on the host.</summary>
    public static string Make(JsonObject container, string root)
    {
        var path = RootedPath.Resolve(root, PathOf(container));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.Create(path).Dispose();
        return path;
    }
}
