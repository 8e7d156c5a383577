namespace Slipway.Images.Packing;

/// <summary>One entry of a layer.</summary>
/// <param name="Path">Where it goes below the image's application folder, with forward slashes.</param>
/// <param name="Source">The file to read, absolute.</param>
/// <param name="Stamp">
/// What the file looked like when it was listed; it must still look so when it was packed.
/// </param>
/// <param name="LinkTarget">
/// For a symbolic link, where it points, relative to its own folder; else null.
/// </param>
internal sealed record ImageFile(string Path, string Source, FileStamp Stamp, string? LinkTarget = null)
{
    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="PackRefusal">It no longer exists.</exception>
    public FileStream Open()
    {
        try
        {
            return new FileStream(Source, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PackRefusal.Changed(Path, Source, "disappeared");
        }
    }

    /// <summary>Whether the file is unchanged since it was listed.</summary>
    public bool IsUnchanged() => new FileInfo(Source) is { Exists: true } now && FileStamp.Of(now) == Stamp;
}

/// <summary>Length and time of a file: enough to see that it was changed.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written)
{
    public static FileStamp Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc);
}
