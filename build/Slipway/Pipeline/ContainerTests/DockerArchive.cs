using System.Formats.Tar;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>
/// Images as one archive that <c>docker load</c> reads (Docker image specification 1.2, combined image JSON
/// and file system changeset format). Layers that images share are in it once.
/// </summary>
/// <param name="registries">Where layers are that are not here: those of bases, and of found images.</param>
internal sealed class DockerArchive(RegistryClient registries)
{
    /// <summary>Writes the archive.</summary>
    /// <param name="images">The images, with the names that they are to get.</param>
    /// <param name="file">The archive, which is new.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">A layer cannot be read from its registry.</exception>
    public async Task WriteAsync(
        IReadOnlyList<(string Name, BuiltImage Image)> images,
        string file,
        CancellationToken ct
    )
    {
        await using var tar = new TarWriter(new FileStream(file, FileMode.CreateNew, FileAccess.Write));
        var written = new HashSet<Digest>();
        foreach (var (_, image) in images)
        {
            foreach (var blob in image.Blobs.Where(blob => written.Add(blob.Descriptor.Digest)))
                await AddAsync(tar, blob, image.Home ?? image.Base, ct);
        }
        var manifest = new JsonArray([
            .. images.Select(entry => new JsonObject
            {
                ["Config"] = NameOf(entry.Image.Blobs[0]),
                ["RepoTags"] = new JsonArray(entry.Name),
                ["Layers"] = new JsonArray([
                    .. entry.Image.Blobs.Skip(1).Select(blob => (JsonNode)NameOf(blob)),
                ]),
            }),
        ]);
        using var content = new MemoryStream(CanonicalJson.Bytes(manifest));
        await tar.WriteEntryAsync(Entry("manifest.json", content), ct);
    }

    private async Task AddAsync(TarWriter tar, ImageBlob blob, ImageReference? home, CancellationToken ct)
    {
        using var folder = registries.NewFolder();
        var file = blob.File ?? folder.NewFile();
        if (blob.File is null)
            await registries.DownloadBlobAsync(home!, blob.Descriptor, file, ct);
        await using var content = File.OpenRead(file);
        await tar.WriteEntryAsync(Entry(NameOf(blob), content), ct);
    }

    private static PaxTarEntry Entry(string name, Stream content) =>
        new(TarEntryType.RegularFile, name) { DataStream = content };

    private static string NameOf(ImageBlob blob) => $"{blob.Descriptor.Digest.Hex}.blob";
}
