using System.Formats.Tar;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Images;

/// <summary>
/// Unpacks the layers of an image into a folder. Nothing is ever written outside of it,
/// whatever the layer says; whiteouts (OCI image-spec, layer.md) remove what lower layers brought.
/// </summary>
internal sealed class LayerUnpacker(string root, LayerLimits limits)
{
    private const string Whiteout = ".wh.";
    private const string Opaque = ".wh..wh..opq";
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Writable =
        UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Enterable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private long _bytes;
    private long _entries;

    /// <summary>Adds one layer, an uncompressed tar stream.</summary>
    /// <exception cref="ImagePullException">A path leads outside, or a limit is passed.</exception>
    public async Task AddAsync(Stream layer, CancellationToken cancellationToken)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = new TarReader(layer, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (++_entries > limits.Entries)
                throw Bad($"it has more than {limits.Entries} entries");
            await AddAsync(entry, written, cancellationToken);
        }
    }

    private async Task AddAsync(TarEntry entry, HashSet<string> written, CancellationToken cancellationToken)
    {
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            return;
        var parts = RootedPath.Parts(entry.Name)
            ?? throw Bad($"the path '{entry.Name}' leads out of the image");
        if (parts.Length == 0)
            return;
        var parent = Folder(parts[..^1]);
        if (parts[^1] == Opaque)
            RemoveLower(parent, parts[..^1], written);
        else if (parts[^1].StartsWith(Whiteout, StringComparison.Ordinal))
            Remove(Path.Combine(parent, parts[^1][Whiteout.Length..]));
        else
            await WriteAsync(entry, parts, Path.Combine(parent, parts[^1]), written, cancellationToken);
    }

    private async Task WriteAsync(
        TarEntry entry,
        string[] parts,
        string path,
        HashSet<string> written,
        CancellationToken cancellationToken
    )
    {
        for (var i = 1; i <= parts.Length; i++)
            written.Add(string.Join('/', parts[..i]));
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                if (!IsRealFolder(path))
                    Remove(path);
                Directory.CreateDirectory(path);
                FileModes.Set(path, (entry.Mode & Permissions) | Enterable);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                Remove(path);
                await WriteFileAsync(entry, path, cancellationToken);
                break;
            case TarEntryType.SymbolicLink:
                Remove(path);
                File.CreateSymbolicLink(path, RootedPath.RelativeTarget(parts, entry.LinkName));
                break;
            case TarEntryType.HardLink:
                Link(entry, path);
                break;
            default:
                // Devices and pipes need privileges that the owner of this cluster does not hand to pods.
                break;
        }
    }

    private async Task WriteFileAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        _bytes += entry.Length;
        if (_bytes > limits.Bytes)
            throw Bad($"it unpacks to more than {limits.Bytes} bytes");
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
        var parts = RootedPath.Parts(entry.LinkName);
        var target = parts is null || parts.Length == 0 ? null : Path.Combine(Folder(parts[..^1]), parts[^1]);
        if (target is null || !File.Exists(target) || new FileInfo(target).LinkTarget is not null)
            throw Bad(
                $"the hard link '{entry.Name}' leads to '{entry.LinkName}', which is no file of the "
                    + "image"
            );
        if (target == path)
            return;
        Remove(path);
        Posix.Link(target, path);
    }

    /// <summary>
    /// The folder of a path, created if missing; links in it are followed inside the root only.
    /// </summary>
    private string Folder(string[] parts)
    {
        var folder = RootedPath.Resolve(root, string.Join('/', parts));
        if (File.Exists(folder))
            Remove(folder);
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static void RemoveLower(string folder, string[] parts, HashSet<string> written)
    {
        var prefix = string.Concat(parts.Select(part => part + "/"));
        foreach (var child in Directory.EnumerateFileSystemEntries(folder).ToArray())
        {
            if (!written.Contains(prefix + Path.GetFileName(child)))
                Remove(child);
        }
    }

    private static void Remove(string path)
    {
        if (IsRealFolder(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    private static bool IsRealFolder(string path) =>
        Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null;

    private static ImagePullException Bad(string why) =>
        new("ErrImagePull", $"The image cannot be unpacked: {why}.");
}

/// <summary>How large an image may be when it is unpacked.</summary>
internal sealed record LayerLimits(long Bytes = 16L << 30, long Entries = 1_000_000);
