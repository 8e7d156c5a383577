using LocalCluster.Objects;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Hosting;

/// <summary>
/// The folder of a cluster. Stored Secrets, tokens, the kubeconfig, logs, volumes and images are all below it,
/// so it alone decides that no other user of the machine can read them.
/// </summary>
internal static class ClusterFolder
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Makes it, or closes one of an earlier run.</summary>
    /// <exception cref="ClusterStartException">It holds files of something else, and is open to other users;
    /// closing it could break what it is for.</exception>
    public static void Open(string directory)
    {
        try
        {
            if (Directory.Exists(directory) && (FileModes.Get(directory) & Others) != 0 && !IsOwn(directory))
                throw new ClusterStartException(
                    $"{directory} holds other files and is open to other users, who could read the cluster's "
                        + $"Secrets there. Choose a new folder, or close it first: chmod 700 {directory}"
                );
            FileModes.MakePrivateFolder(directory);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ClusterStartException($"{directory} cannot be the folder of a cluster: {e.Message}");
        }
    }

    private static bool IsOwn(string directory) =>
        File.Exists(ClusterInstance.LockFile(directory))
        || !Directory.EnumerateFileSystemEntries(directory).Any();
}
