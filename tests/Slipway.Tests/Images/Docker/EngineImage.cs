using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

/// <summary>Archives as engines save them, with one layer.</summary>
internal sealed class EngineImage
{
    public byte[] Layer { get; init; } = LayerOf(DateTimeOffset.UnixEpoch.AddYears(40));

    public string Created { get; init; } = "2026-01-02T03:04:05Z";

    public string Architecture { get; init; } = "amd64";

    /// <summary>What the configuration says that the layer is.</summary>
    public Digest DiffId
    {
        get => field == default ? Digest.Of(Layer) : field;
        init;
    }

    private byte[] Config =>
        Encoding.UTF8.GetBytes(
            $$$"""
            {"architecture":"{{{Architecture}}}","config":{"Hostname":"{{{Created}}}","Env":["A=b"],
             "Image":"sha256:{{{Created}}}","Labels":{"b":"2","a":"1"},"Volumes":null,"Cmd":["/x"]},
             "container":"{{{Created}}}","container_config":{"Hostname":"{{{Created}}}"},
             "created":"{{{Created}}}","docker_version":"{{{Created}}}",
             "history":[{"created":"{{{Created}}}","created_by":"COPY","comment":""},
                        {"created":"{{{Created}}}","created_by":"CMD","empty_layer":true}],
             "os":"linux","rootfs":{"type":"layers","diff_ids":["{{{DiffId}}}"]}}
            """
        );

    /// <summary>A layer with a folder, a file and a file that was deleted.</summary>
    public static byte[] LayerOf(DateTimeOffset time, TarEntryFormat format = TarEntryFormat.Pax)
    {
        var content = new MemoryStream();
        using (var tar = new TarWriter(content, format, leaveOpen: true))
        {
            (TarEntryType Type, string Name)[] files =
            [
                (TarEntryType.Directory, "etc/"),
                (TarEntryType.RegularFile, "etc/.wh.old"),
                (TarEntryType.RegularFile, $"etc/{new string('n', 120)}"),
                (TarEntryType.SymbolicLink, "etc/l"),
            ];
            foreach (var (type, name) in files)
            {
                PosixTarEntry entry =
                    format == TarEntryFormat.Pax
                        ? new PaxTarEntry(type, name)
                        : new GnuTarEntry(type, name) { AccessTime = time, ChangeTime = time };
                entry.ModificationTime = time;
                entry.Mode = (UnixFileMode)0x9ED;
                (entry.Uid, entry.Gid) = (1000, 2_500_000);
                if (type == TarEntryType.RegularFile)
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(name));
                if (type == TarEntryType.SymbolicLink)
                    entry.LinkName = "../../somewhere";
                tar.WriteEntry(entry);
            }
        }
        return content.ToArray();
    }

    /// <summary>As engines up to 24 write it: folders by layer, <c>manifest.json</c> last.</summary>
    public string SaveClassic(TemporaryFolder folder, string layerName = "abc/layer.tar") =>
        Save(
            folder,
            "classic.tar",
            ("abc/VERSION", "1.0"u8.ToArray()),
            ("abc/real.tar", Layer),
            ("cfg.json", Config),
            (
                "manifest.json",
                Encoding.UTF8.GetBytes(
                    $$"""[{"Config":"cfg.json","RepoTags":null,"Layers":["{{layerName}}"]}]"""
                )
            )
        );

    /// <summary>As engines from 25 write it: an OCI layout.</summary>
    public string SaveOci(TemporaryFolder folder, bool manifest, bool compressed)
    {
        var layer = compressed ? Gzip(Layer) : Layer;
        var image = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"config":{{Descriptor("config.v1+json", Config)}},
             "layers":[{{Descriptor("layer.v1.tar", layer)}}]}
            """
        );
        // A second entry as attestations have it.
        var index = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"manifests":[
             {{Descriptor("manifest.v1+json", [1], Platform("unknown", "unknown"))}},
             {{Descriptor("manifest.v1+json", image, Platform("linux", "amd64"))}}]}
            """
        );
        var root = Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"manifests":[{{Descriptor("index.v1+json", index)}}]}"""
        );
        List<(string, byte[])> files =
        [
            (Blob(Config), Config),
            (Blob(layer), layer),
            (Blob(image), image),
            (Blob(index), index),
            ("oci-layout", "{}"u8.ToArray()),
            ("index.json", root),
        ];
        if (manifest)
            files.Add(
                (
                    "manifest.json",
                    Encoding.UTF8.GetBytes(
                        $$"""[{"Config":"{{Blob(Config)}}","Layers":["{{Blob(layer)}}"]}]"""
                    )
                )
            );
        return Save(folder, $"oci-{manifest}-{compressed}.tar", [.. files]);
    }

    private static string Blob(byte[] bytes) => $"blobs/sha256/{Digest.Of(bytes).Hex}";

    private static string Descriptor(string type, byte[] bytes, string more = "") =>
        $$"""
            {"mediaType":"application/vnd.oci.image.{{type}}","digest":"{{Digest.Of(bytes)}}",
             "size":{{bytes.Length}}{{more}}}
            """;

    private static string Platform(string os, string architecture) =>
        $$""","platform":{"os":"{{os}}","architecture":"{{architecture}}"}""";

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static string Save(
        TemporaryFolder folder,
        string name,
        params (string Name, byte[] Content)[] files
    )
    {
        var file = Path.Combine(folder.Path, name);
        using var tar = new TarWriter(File.Create(file));
        foreach (var (path, content) in files)
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) }
            );
        }
        tar.WriteEntry(
            new PaxTarEntry(TarEntryType.SymbolicLink, "abc/layer.tar") { LinkName = "../abc/real.tar" }
        );
        return file;
    }
}
