using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Runtime.Images;

namespace LocalCluster.Runtime.Processes;

/// <summary>The file below a container's root that takes its last message.</summary>
internal static class MessageFile
{
    private const string Usual = "/dev/termination-log";

    /// <summary>The container's path of it.</summary>
    public static string PathOf(JsonObject container) => container.Text("terminationMessagePath") ?? Usual;

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
