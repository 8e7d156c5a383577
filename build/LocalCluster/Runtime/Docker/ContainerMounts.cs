using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Files;
using LocalCluster.Runtime.Volumes;

namespace LocalCluster.Runtime.Docker;

/// <summary>Which folders of the machine a container sees where, as the engine takes it.</summary>
internal static class ContainerMounts
{
    /// <param name="container">The container.</param>
    /// <param name="mounts">Its volumes, with the folders that the cluster keeps.</param>
    /// <param name="hold">Has the emptyDir volumes.</param>
    /// <param name="messageFile">Takes its last message.</param>
    /// <exception cref="ContainerStartException">A path leads out of its volume.</exception>
    public static IList<string> Of(
        JsonObject container,
        IEnumerable<VolumeMount> mounts,
        PodHold hold,
        string messageFile
    )
    {
        var binds = mounts.Select(mount => Bind(mount, hold)).ToList();
        binds.Add($"{messageFile}:{MessageFile.PathOf(container)}");
        return binds;
    }

    private static string Bind(VolumeMount mount, PodHold hold)
    {
        var source = hold.Folders.TryGetValue(mount.Volume, out var folder)
            // The engine makes what is missing below it.
            ? Path.Combine([
                folder,
                .. RootedPath.Parts(mount.SubPath)
                    ?? throw new ContainerStartException(
                        $"subPath \"{mount.SubPath}\" must not leave its volume"
                    ),
            ])
            : mount.Folder;
        var isShared =
            mount.Propagation is "Bidirectional" ? ",rshared"
            : mount.Propagation is "HostToContainer" ? ",rslave"
            : "";
        return $"{source}:{mount.Path}:{(mount.IsReadOnly ? "ro" : "rw")}{isShared}";
    }
}
