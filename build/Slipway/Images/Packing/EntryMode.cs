namespace Slipway.Images.Packing;

/// <summary>
/// The permissions of an entry, derived from what it is and never copied: a umask must not change an image.
/// </summary>
internal static class EntryMode
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>0644.</summary>
    public const UnixFileMode Data = Readable;

    /// <summary>0755.</summary>
    public const UnixFileMode Program =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// Programs are scripts that name their interpreter, and ELF files that are not a shared library
    /// (<c>*.so</c>).
    /// </summary>
    public static UnixFileMode Of(string path, ReadOnlySpan<byte> start)
    {
        var name = Path.GetFileName(path);
        var library = $"{name}.".Contains(".so.", StringComparison.Ordinal);
        var program = start.StartsWith("#!"u8) || (start.StartsWith("\u007fELF"u8) && !library);
        return program ? Program : Data;
    }
}
