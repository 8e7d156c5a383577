using System.Formats.Tar;
using System.Text;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Images;

/// <summary>
/// Unpacks the layers of an image into a folder. Every path is resolved on the disk, below the folder, before
/// anything is done there, so nothing outside is ever touched, whatever a layer says. Whiteouts (OCI
/// image-spec, layer.md) remove what lower layers brought.
/// </summary>
internal sealed class LayerUnpacker(string root, LayerLimits limits)
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Writable =
        UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Enterable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What Linux allows.
    private const int LongestName = 255;
    private const int LongestPath = 4096;

    private long _bytes;
    private long _entries;

    /// <summary>Adds one layer.</summary>
    /// <param name="layer">An uncompressed tar stream; it is disposed of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">A path leads outside, or a limit is passed; the folder holds
    /// a part of the layer.</exception>
    /// <exception cref="IOException">The file system refuses something.</exception>
    public async Task AddAsync(Stream layer, CancellationToken cancellationToken)
    {
        await using var content = new LayerStream(layer, limits.Bytes - _bytes);
        await using var reader = new TarReader(content, leaveOpen: true);
        var whiteouts = new Whiteouts(root);
        while (await NextAsync(reader, content, cancellationToken) is { } entry)
        {
            if (++_entries > limits.Entries)
                throw new InvalidDataException($"it has more than {limits.Entries} entries");
            await AddAsync(entry, whiteouts, cancellationToken);
            // The reader would skip what is left together with the next header.
            if (entry.DataStream is { } rest)
                await rest.CopyToAsync(Stream.Null, cancellationToken);
        }
        _bytes += content.Count;
    }

    private static ValueTask<TarEntry?> NextAsync(
        TarReader reader,
        LayerStream content,
        CancellationToken cancellationToken
    )
    {
        content.ExpectEntry();
        return reader.GetNextEntryAsync(copyData: false, cancellationToken);
    }

    private async Task AddAsync(TarEntry entry, Whiteouts whiteouts, CancellationToken cancellationToken)
    {
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            return;
        var parts = Parts(entry.Name);
        if (parts.Length == 0 || whiteouts.TryApply(parts))
            return;
        var folder = Folder(parts[..^1]);
        var path = Path.Combine(folder, parts[^1]);
        whiteouts.Keep(path);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                if (!FileTree.IsRealFolder(path))
                    FileTree.Remove(path);
                Directory.CreateDirectory(path);
                FileModes.Set(path, (entry.Mode & Permissions) | Enterable);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                FileTree.Remove(path);
                await WriteFileAsync(entry, path, cancellationToken);
                break;
            case TarEntryType.SymbolicLink:
                FileTree.Remove(path);
                var place = Path.GetRelativePath(root, folder);
                string[] above = place == "." ? [] : place.Split('/');
                File.CreateSymbolicLink(path, RootedPath.RelativeTarget(above, entry.LinkName));
                break;
            case TarEntryType.HardLink:
                Link(entry, path);
                break;
            default:
                // Devices and pipes need privileges that the owner of this cluster does not hand to pods.
                break;
        }
    }

    private static async Task WriteFileAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            if (entry.DataStream is { } data)
                await data.CopyToAsync(file, cancellationToken);
        }
        FileModes.Set(path, (entry.Mode & Permissions & ~Writable) | UnixFileMode.UserRead);
        File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
    }

    private void Link(TarEntry entry, string path)
    {
        var parts = Parts(entry.LinkName);
        var target = RootedPath.Resolve(root, string.Join('/', parts), followLast: false);
        if (!File.Exists(target) || new FileInfo(target).LinkTarget is not null)
            throw new InvalidDataException(
                $"the hard link '{entry.Name}' leads to '{entry.LinkName}', which is no file of the image"
            );
        if (target == path)
            return;
        FileTree.Remove(path);
        Posix.Link(target, path);
    }

    /// <summary>
    /// The folder of a path, created if missing; links in it are followed inside the root only.
    /// </summary>
    private string Folder(string[] parts)
    {
        var folder = RootedPath.Resolve(root, string.Join('/', parts));
        if (File.Exists(folder))
            FileTree.Remove(folder);
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string[] Parts(string path)
    {
        if (path.Length > LongestPath)
            throw new InvalidDataException(
                $"the path '{Shortened(path)}' is longer than {LongestPath} bytes"
            );
        var parts = RootedPath.Parts(path)
            ?? throw new InvalidDataException($"the path '{Shortened(path)}' leads out of the image");
        if (Array.Find(parts, part => Encoding.UTF8.GetByteCount(part) > LongestName) is { } name)
            throw new InvalidDataException(
                $"the name '{Shortened(name)}' is longer than {LongestName} bytes"
            );
        return parts;
    }

    private static string Shortened(string text) => text.Length > 100 ? text[..100] + "..." : text;
}

/// <summary>How large an image may be when it is unpacked.</summary>
/// <param name="Bytes">Of all layers, with the headers in them.</param>
/// <param name="Entries">Files, folders and links.</param>
internal sealed record LayerLimits(long Bytes = 16L << 30, long Entries = 1_000_000);
