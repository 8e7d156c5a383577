using System.Formats.Tar;
using Slipway.Images.Packing;
using Slipway.Versioning;

namespace Slipway.SupplyChain.Bundles;

/// <summary>
/// The files of a bundle as a tar archive (POSIX.1-1988 with GNU's long names). It is not compressed, since compressors
/// differ from version to version, and the same files are to give the same bytes.
/// </summary>
internal static class BundleArchive
{
    /// <summary>The largest archive that is read, in bytes.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes files in the order of their paths.</summary>
    public static byte[] Write(IReadOnlyList<TreeFile> files)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                var entry = LayerWriter.Entry(TarEntryType.RegularFile, file.Path, Mode);
                entry.DataStream = new MemoryStream(file.Content.ToArray(), writable: false);
                tar.WriteEntry(entry);
            }
        }
        return archive.ToArray();
    }

    /// <summary>Reads an archive that anyone may have written.</summary>
    /// <exception cref="FormatException">
    /// It is no archive, or has entries other than files with plain relative paths, each once.
    /// </exception>
    public static IReadOnlyList<TreeFile> Read(ReadOnlyMemory<byte> bytes)
    {
        using var archive = new MemoryStream(bytes.ToArray(), writable: false);
        var files = new SortedDictionary<string, TreeFile>(StringComparer.Ordinal);
        try
        {
            using var tar = new TarReader(archive);
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                var path = entry.Name;
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                    throw new FormatException($"'{path}' is not a file.");
                if (!IsPlain(path))
                    throw new FormatException($"'{path}' is not a path within the bundle.");
                if (!files.TryAdd(path, new TreeFile(path, Content(entry))))
                    throw new FormatException($"'{path}' is there twice.");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException)
        {
            throw new FormatException("The archive is damaged.", e);
        }
        foreach (var path in files.Keys)
        {
            if (FoldersAbove(path).FirstOrDefault(files.ContainsKey) is { } both)
                throw new FormatException($"'{both}' is both a file and a folder.");
        }
        return [.. files.Values];
    }

    private static byte[] Content(TarEntry entry)
    {
        using var content = new MemoryStream();
        entry.DataStream?.CopyTo(content);
        return content.ToArray();
    }

    private static bool IsPlain(string path) =>
        path.Length > 0
        && !path.Any(c => char.IsControl(c) || c is '\\' or ':')
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }
}
