namespace Slipway.Formats;

/// <summary>
/// Writes files atomically: a reader sees the old content or the new, whenever the writer is
/// killed. The new content is written next to the file and renamed.
/// </summary>
public static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file, and creates its folder if missing.</summary>
    /// <param name="path">The file, which may exist.</param>
    /// <param name="content">All of it.</param>
    /// <param name="unfinished">
    /// Where the unfinished file is: a folder on the same file system; null for the file's own.
    /// </param>
    /// <exception cref="IOException">It cannot be written; nor with UnauthorizedAccessException.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, string? unfinished = null)
    {
        var partial = Partial(path, unfinished);
        try
        {
            File.WriteAllBytes(partial, content);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Writes a text as UTF-8.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, string?)"/>
    public static void Write(string path, string content) =>
        Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>
    /// Writes a file that holds secrets: mode 0600 from its first byte on, and on the disk when this returns.
    /// </summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, string?)"/>
    public static void WritePrivate(string path, string content)
    {
        var partial = Partial(path, unfinished: null);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var stream = new FileStream(partial, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Writes what comes as a stream. Where writing fails, the file stays as it was.</summary>
    /// <param name="path">The file, which may exist.</param>
    /// <param name="write">Writes all of it.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var partial = Partial(path, unfinished: null);
        try
        {
            await using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
                await write(stream).ConfigureAwait(false);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    // The tilde tells whoever lists the folder that the file is not finished.
    private static string Partial(string path, string? unfinished)
    {
        var folder = unfinished ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Guid.NewGuid():N}~");
    }
}
