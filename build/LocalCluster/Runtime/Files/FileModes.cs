namespace LocalCluster.Runtime.Files;

/// <summary>Permission bits, where the file system has them.</summary>
internal static class FileModes
{
    private const UnixFileMode Owner =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Makes a folder that no other user of this machine can look into, whatever the modes below it; closes
    /// it where it exists.
    /// </summary>
    public static void MakePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        Directory.CreateDirectory(path, Owner);
        // Another user's folder cannot be closed, and need not be where it is closed already.
        if (File.GetUnixFileMode(path) != Owner)
            File.SetUnixFileMode(path, Owner);
    }

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    public static UnixFileMode Get(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    public static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows()
        || (Get(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute))
            != 0;
}
