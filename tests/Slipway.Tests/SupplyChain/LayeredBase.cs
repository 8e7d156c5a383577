using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

/// <summary>A base image with files that say what is installed.</summary>
internal static class LayeredBase
{
    public const string Debian = """
        PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        ID=debian
        VERSION_ID="12"
        """;

    public const string Dpkg = """
        Package: libc6
        Status: install ok installed
        Architecture: amd64
        Version: 2.36-9+deb12u10
        Description: GNU C Library
         with a second line: not a field

        Package: gone
        Status: deinstall ok config-files
        Version: 1.0

        """;

    /// <summary>Pushes an image with a layer for each set of files; a null content is a whiteout.</summary>
    public static async Task<ImageReference> PushAsync(
        Workbench bench,
        ImageReference repository,
        params IReadOnlyList<Dictionary<string, string>> layers
    )
    {
        var blobs = new BlobTransfer(bench.Client);
        var (descriptors, diffs) = (new List<Descriptor>(), new List<string>());
        foreach (var files in layers)
        {
            var tar = Tar(files);
            var gzip = new MemoryStream();
            using (var compressed = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
                compressed.Write(tar);
            var layer = new Descriptor(MediaTypes.GzipLayer, Digest.Of(gzip.ToArray()), gzip.Length);
            await blobs.SendAsync(repository, layer, gzip.ToArray(), Workbench.Stop);
            descriptors.Add(layer);
            diffs.Add($"\"{Digest.Of(tar)}\"");
        }
        var config = Encoding.UTF8.GetBytes(
            $$$"""
            {"architecture":"amd64","os":"linux",
             "config":{"Env":["DOTNET_VERSION=10.0.99","ASPNET_VERSION=10.0.99"]},
             "rootfs":{"type":"layers","diff_ids":[{{{string.Join(',', diffs)}}}]}}
            """
        );
        var described = new Descriptor(MediaTypes.Config, Digest.Of(config), config.Length);
        await blobs.SendAsync(repository, described, config, Workbench.Stop);
        var manifest = ImageManifest.Create(described, descriptors, new Dictionary<string, string>());
        var tag = repository with { Tag = "10.0" };
        await bench.Client.PutManifestAsync(tag, manifest.Bytes, manifest.MediaType, Workbench.Stop);
        return tag;
    }

    public static byte[] Tar(Dictionary<string, string> files)
    {
        var content = new MemoryStream();
        using (var tar = new TarWriter(content, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, path)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    }
                );
            }
        }
        return content.ToArray();
    }
}
