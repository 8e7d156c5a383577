using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Support;

/// <summary>A small image, made in memory and pushed over HTTP.</summary>
internal sealed class TestImage(params IReadOnlyList<TarEntry>[] layers)
{
    public JsonObject Config { get; init; } =
        TestObjects.Json("{'Entrypoint': ['/bin/sh'], 'WorkingDir': '/app'}");

    /// <summary>The image of the test server, run by the host's dotnet.</summary>
    public static TestImage Server() =>
        new([
            .. new[] { "TestServer.dll", "TestServer.deps.json", "TestServer.runtimeconfig.json" }.Select(
                name =>
                    File(
                        $"app/{name}",
                        System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name))
                    )
            ),
        ])
        {
            Config = TestObjects.Json(
                "{'Entrypoint': ['dotnet', '/app/TestServer.dll'], 'WorkingDir': '/app', "
                    + "'Env': ['ASPNETCORE_HTTP_PORTS=8080', 'PATH=/usr/bin:/bin']}"
            ),
        };

    public static TarEntry File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    public static TarEntry File(string path, byte[] content) =>
        new PaxTarEntry(TarEntryType.RegularFile, path)
        {
            DataStream = new MemoryStream(content),
            Mode = (UnixFileMode)493,
        };

    public static TarEntry Link(TarEntryType type, string path, string target) =>
        new PaxTarEntry(type, path) { LinkName = target };

    public static byte[] Tar(IEnumerable<TarEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        }
        return stream.ToArray();
    }

    /// <returns>The digest of the manifest.</returns>
    public async Task<string> Push(HttpClient http, string repository, string tag)
    {
        var descriptors = new JsonArray();
        var unpacked = new JsonArray();
        foreach (var layer in layers)
        {
            var tar = Tar(layer);
            unpacked.Add(Digest(tar));
            descriptors.Add(
                await Blob(http, repository, "application/vnd.oci.image.layer.v1.tar+gzip", Zip(tar))
            );
        }
        var config = Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["os"] = "linux",
                ["architecture"] =
                    RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
                ["config"] = Config.DeepClone(),
                ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = unpacked },
            }.ToJsonString()
        );
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
            ["config"] = await Blob(http, repository, "application/vnd.oci.image.config.v1+json", config),
            ["layers"] = descriptors,
        };
        using var content = new StringContent(manifest.ToJsonString());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.oci.image.manifest.v1+json");
        using var response = await http.PutAsync($"/v2/{repository}/manifests/{tag}", content);
        response.EnsureSuccessStatusCode();
        return response.Headers.GetValues("Docker-Content-Digest").Single();
    }

    public static string Digest(byte[] content) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private static async Task<JsonObject> Blob(
        HttpClient http,
        string repository,
        string type,
        byte[] content
    )
    {
        var digest = Digest(content);
        using var begun = await http.PostAsync($"/v2/{repository}/blobs/uploads/", null);
        begun.EnsureSuccessStatusCode();
        var place = new Uri(http.BaseAddress!, begun.Headers.Location!);
        var end = $"{place}{(place.Query.Length == 0 ? '?' : '&')}digest={Uri.EscapeDataString(digest)}";
        using var response = await http.PutAsync(end, new ByteArrayContent(content));
        response.EnsureSuccessStatusCode();
        return new JsonObject
        {
            ["mediaType"] = type,
            ["digest"] = digest,
            ["size"] = content.Length,
        };
    }

    private static byte[] Zip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest))
            zip.Write(content);
        return stream.ToArray();
    }
}
