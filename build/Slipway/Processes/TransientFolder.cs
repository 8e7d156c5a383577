namespace Slipway.Processes;

/// <summary>
/// A folder for files that are needed for a moment, deleted when this is disposed. A killed process cannot do that: what
/// it left, a later one recognises by a lock, which the system releases with the process that holds it, and deletes.
/// </summary>
public sealed class TransientFolder : IDisposable
{
    private const string Extension = ".lock";

    private readonly FileStream _lock;

    private TransientFolder(FileStream held, string path) => (_lock, Path) = (held, path);

    /// <summary>Where it is, absolute.</summary>
    public string Path { get; }

    /// <summary>Makes one, for this user alone.</summary>
    /// <param name="parent">The folder that holds them all, created if missing.</param>
    /// <exception cref="IOException">It cannot be made; nor with UnauthorizedAccessException.</exception>
    public static TransientFolder In(string parent)
    {
        Directory.CreateDirectory(parent);
        for (; ; )
        {
            var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), $"{Guid.NewGuid():N}");
            try
            {
                var held = Hold(path + Extension, FileMode.CreateNew);
                if (OperatingSystem.IsWindows())
                    Directory.CreateDirectory(path);
                else
                    Directory.CreateDirectory(
                        path,
                        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                    );
                return new TransientFolder(held, path);
            }
            catch (IOException) when (File.Exists(path + Extension))
            {
                // Another process looked for what was left before this one could lock it.
            }
        }
    }

    /// <summary>A path in it for a new file.</summary>
    public string NewFile() => System.IO.Path.Combine(Path, $"{Guid.NewGuid():N}");

    /// <summary>Deletes what killed processes left; what others still use stays.</summary>
    /// <param name="parent">The folder that holds them and nothing else; it may be missing.</param>
    public static void DeleteAbandoned(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var file in Directory.GetFiles(parent, "*" + Extension))
        {
            try
            {
                using var held = Hold(file, FileMode.Open);
                DeleteFolder(file[..^Extension.Length]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or another process is deleting it.
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        DeleteFolder(Path);
        _lock.Dispose();
    }

    // The lock goes last, and with its holder.
    private static FileStream Hold(string file, FileMode mode) =>
        new(file, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
