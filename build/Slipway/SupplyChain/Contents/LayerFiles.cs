using System.Formats.Tar;
using System.IO.Compression;

namespace Slipway.SupplyChain.Contents;

/// <summary>
/// The files of an image that are wanted, laid over each other as layers say (OCI image-spec, layer
/// filesystem changeset, whiteouts). Nothing is written to disk, and no link is followed.
/// </summary>
internal sealed class LayerFiles(Func<string, bool> wanted)
{
    private const string Whiteout = ".wh.";
    private const string Opaque = ".wh..wh..opq";
    private const int LargestFile = 64 * 1024 * 1024;
    private const long MostUnpacked = 8L * 1024 * 1024 * 1024;

    private long _unpacked;

    /// <summary>Path without a slash in front, and content.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Applies a layer on top of those before.</summary>
    /// <exception cref="InvalidDataException">
    /// It is not a gzipped tar archive, or too large to be read.
    /// </exception>
    public async Task AddAsync(Stream gzip, CancellationToken ct)
    {
        await using var unpacked = new GZipStream(gzip, CompressionMode.Decompress, leaveOpen: true);
        await using var tar = new TarReader(unpacked, leaveOpen: true);
        var own = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
                await TakeAsync(entry, own, ct);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The layer is not a tar archive.", e);
        }
        // Whiteouts are about the layers below, wherever they stand in their own.
        foreach (var (path, content) in own)
            Files[path] = content;
    }

    private async Task TakeAsync(TarEntry entry, Dictionary<string, byte[]> own, CancellationToken ct)
    {
        _unpacked += entry.Length;
        if (_unpacked > MostUnpacked)
            throw new InvalidDataException("The layers unpack to more than 8 GiB.");
        var path = entry.Name.StartsWith("./", StringComparison.Ordinal)
            ? entry.Name[2..]
            : entry.Name.TrimStart('/');
        var name = path[(path.LastIndexOf('/') + 1)..];
        var folder = path[..^name.Length];
        if (name == Opaque)
            Remove(folder);
        else if (name.StartsWith(Whiteout, StringComparison.Ordinal))
            Remove(folder + name[Whiteout.Length..]);
        else if (wanted(path) && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            own[path] = await ContentAsync(entry, ct);
    }

    private void Remove(string path)
    {
        var gone = Files
            .Keys.Where(file =>
                file == path
                || file.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal)
                || path.Length == 0
            )
            .ToList();
        foreach (var file in gone)
            Files.Remove(file);
    }

    private static async Task<byte[]> ContentAsync(TarEntry entry, CancellationToken ct)
    {
        if (entry.Length > LargestFile)
            throw new InvalidDataException($"'{entry.Name}' is too large to be read.");
        var content = new byte[entry.Length];
        if (entry.DataStream is { } data)
            await data.ReadExactlyAsync(content, ct);
        return content;
    }
}
