using System.Formats.Tar;
using Slipway.Images.Docker.Context;

namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// The archive that an engine writes an image to, read in place: where in it each file lies. Nothing is
/// unpacked, and names lead nowhere but into the archive.
/// </summary>
internal sealed class SavedArchive
{
    // The largest description of an image; layers are never read at once.
    private const int TextLimit = 16 * 1024 * 1024;

    private readonly string _file;
    private readonly Dictionary<string, (long Offset, long Length)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    private SavedArchive(string file) => _file = file;

    /// <exception cref="FormatException">
    /// It is not an archive, or a name in it points outside of it.
    /// </exception>
    public static async Task<SavedArchive> OpenAsync(string file, CancellationToken ct)
    {
        var archive = new SavedArchive(file);
        await using var content = File.OpenRead(file);
        await using var tar = new TarReader(content);
        try
        {
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
                archive.Add(entry);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new FormatException($"it is not a complete tar archive ({e.Message})", e);
        }
        return archive;
    }

    public bool Has(string name) => _files.ContainsKey(Resolve(name));

    public byte[] Read(string name)
    {
        using var stream = Open(name);
        if (stream.Length > TextLimit)
            throw new FormatException($"'{name}' in it is too long");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Opens a file of the archive; the caller closes it.</summary>
    /// <exception cref="FormatException">There is no such file in it.</exception>
    public Stream Open(string name)
    {
        var (offset, length) = _files.TryGetValue(Resolve(name), out var found)
            ? found
            : throw new FormatException($"'{name}' is not in it");
        return new FilePart(_file, offset, length);
    }

    private void Add(TarEntry entry)
    {
        var name = Checked(entry.Name.TrimEnd('/'));
        if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            _files[name] = (entry.DataOffset, entry.Length);
        else if (entry.EntryType == TarEntryType.SymbolicLink)
            // An engine that keeps a layer once writes it once.
            _links[name] = Checked(GoPath.Clean($"{Folder(name)}/{entry.LinkName}"));
        else if (entry.EntryType == TarEntryType.HardLink)
            _links[name] = Checked(entry.LinkName);
    }

    private string Resolve(string name)
    {
        var clean = Checked(name);
        // A link points to a file; links to links could form a loop.
        return _links.GetValueOrDefault(clean, clean);
    }

    private static string Folder(string name) => name.Contains('/') ? name[..name.LastIndexOf('/')] : ".";

    private static string Checked(string name)
    {
        var clean = GoPath.Clean(name);
        return clean.StartsWith('/') || clean == ".." || clean.StartsWith("../", StringComparison.Ordinal)
            ? throw new FormatException($"'{name}' points outside of it")
            : clean;
    }
}
