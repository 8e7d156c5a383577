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
internal sealed record ImageFile(string Path, string Source, FileStamp Stamp, string? LinkTarget = null);

/// <summary>Length and time of a file: enough to see that somebody wrote to it.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written)
{
    public static FileStamp Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc);
}
