using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>
/// Writes a layer (OCI image-spec, layer filesystem changeset) as tar in gzip. The same files always give the
/// same bytes.
/// </summary>
internal static class LayerWriter
{
    /// <summary>The folder that applications live in.</summary>
    public const string Root = "app";

    /// <summary>
    /// Writes the files below <c>/app</c>, owned by root, so that the application cannot change itself.
    /// </summary>
    /// <exception cref="PackRefusal">A file changed since it was listed.</exception>
    public static Task<PackedLayer> WriteAsync(
        IReadOnlyList<ImageFile> files,
        string destination,
        CancellationToken ct
    ) => WriteAsync(destination, target => WriteTarAsync(target, files, ct), ct);

    /// <summary>Compresses a tar archive, in one way only.</summary>
    public static async Task<PackedLayer> WriteAsync(
        string destination,
        Func<Stream, Task> writeTar,
        CancellationToken ct
    )
    {
        using var sha = SHA256.Create();
        await using (var file = new FileStream(destination, FileMode.CreateNew, FileAccess.ReadWrite))
        {
            await using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            await using (var hashed = new CryptoStream(gzip, sha, CryptoStreamMode.Write))
                await writeTar(hashed);
            HideOperatingSystem(file);
            file.Position = 0;
            var digest = Digest.FromHash(await SHA256.HashDataAsync(file, ct));
            return new PackedLayer(
                new Descriptor(MediaTypes.GzipLayer, digest, file.Length),
                Digest.FromHash(sha.Hash)
            );
        }
    }

    // The tenth byte of a gzip header names the system that wrote it (RFC 1952); 255 is "unknown".
    private static void HideOperatingSystem(FileStream file)
    {
        file.Position = 9;
        file.WriteByte(255);
    }

    /// <summary>Writes the files as a tar archive, which is not compressed.</summary>
    /// <exception cref="PackRefusal">A file changed since it was listed, or while it was read.</exception>
    internal static async Task WriteTarAsync(
        Stream target,
        IReadOnlyList<ImageFile> files,
        CancellationToken ct
    )
    {
        await using var tar = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var folder in FoldersAbove($"{Root}/{file.Path}").Where(folders.Add))
                await tar.WriteEntryAsync(Entry(TarEntryType.Directory, folder + "/", EntryMode.Program), ct);
            await (file.LinkTarget is null ? WriteFileAsync(tar, file, ct) : WriteLinkAsync(tar, file, ct));
        }
    }

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    private static async Task WriteLinkAsync(TarWriter tar, ImageFile file, CancellationToken ct)
    {
        const UnixFileMode all = (UnixFileMode)0x1FF;
        var entry = Entry(TarEntryType.SymbolicLink, $"{Root}/{file.Path}", all);
        entry.LinkName = file.LinkTarget!;
        await tar.WriteEntryAsync(entry, ct);
    }

    private static async Task WriteFileAsync(TarWriter tar, ImageFile file, CancellationToken ct)
    {
        await using var content = file.Open();
        var start = new byte[4];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        content.Position = 0;

        var entry = Entry(
            TarEntryType.RegularFile,
            $"{Root}/{file.Path}",
            EntryMode.Of(file.Path, start.AsSpan(0, read))
        );
        entry.DataStream = content;
        await tar.WriteEntryAsync(entry, ct);

        if (content.Position != file.Stamp.Length || !file.IsUnchanged())
            throw PackRefusal.Changed(file.Path, file.Source);
    }

    /// <summary>An entry that tells nothing of the machine, the user and the time that it was written by.</summary>
    internal static GnuTarEntry Entry(TarEntryType type, string name, UnixFileMode mode) =>
        new(type, name)
        {
            Mode = mode,
            Uid = 0,
            Gid = 0,
            UserName = "",
            GroupName = "",
            ModificationTime = DateTimeOffset.UnixEpoch,
            AccessTime = DateTimeOffset.UnixEpoch,
            ChangeTime = DateTimeOffset.UnixEpoch,
        };
}
