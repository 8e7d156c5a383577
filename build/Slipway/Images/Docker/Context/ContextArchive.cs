using System.Formats.Tar;
using Slipway.Images.Packing;

namespace Slipway.Images.Docker.Context;

/// <summary>Writes a build context as tar. Owners, times and umasks of this machine are left out.</summary>
internal static class ContextArchive
{
    /// <exception cref="PackRefusal">A file changed since it was listed.</exception>
    public static async Task WriteAsync(
        IReadOnlyList<ContextEntry> entries,
        Stream destination,
        CancellationToken ct
    )
    {
        await using var tar = new TarWriter(destination, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var entry in entries)
        {
            await (
                entry switch
                {
                    ContextFile file => WriteFileAsync(tar, file, ct),
                    ContextLink link => tar.WriteEntryAsync(Link(link), ct),
                    _ => tar.WriteEntryAsync(
                        Entry(TarEntryType.Directory, entry.Path + "/", EntryMode.Program),
                        ct
                    ),
                }
            );
        }
    }

    private static async Task WriteFileAsync(TarWriter tar, ContextFile file, CancellationToken ct)
    {
        await using var content = new FileStream(file.Source, FileMode.Open, FileAccess.Read, FileShare.Read);
        var entry = Entry(
            TarEntryType.RegularFile,
            file.Path,
            file.Executable ? EntryMode.Program : EntryMode.Data
        );
        entry.DataStream = content;
        await tar.WriteEntryAsync(entry, ct);
        if (content.Position != file.Stamp.Length || FileStamp.Of(new FileInfo(file.Source)) != file.Stamp)
        {
            throw new PackRefusal(
                $"'{file.Path}' changed while it was being sent to the Docker Engine.",
                file.Source,
                "Find out what else writes to it, or exclude it in .dockerignore, and run the command again."
            );
        }
    }

    private static GnuTarEntry Link(ContextLink link)
    {
        const UnixFileMode all = (UnixFileMode)0x1FF;
        var entry = Entry(TarEntryType.SymbolicLink, link.Path, all);
        entry.LinkName = link.Target;
        return entry;
    }

    private static GnuTarEntry Entry(TarEntryType type, string name, UnixFileMode mode) =>
        new(type, name)
        {
            Mode = mode,
            ModificationTime = DateTimeOffset.UnixEpoch,
            AccessTime = DateTimeOffset.UnixEpoch,
            ChangeTime = DateTimeOffset.UnixEpoch,
        };
}
