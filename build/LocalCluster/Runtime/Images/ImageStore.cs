using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Images;

/// <summary>An image that lies unpacked on this machine.</summary>
/// <param name="Digest">The digest of its manifest.</param>
/// <param name="Root">The folder with its files; nothing may be changed in it.</param>
/// <param name="Config">What it says about its process.</param>
internal sealed record LocalImage(string Digest, string Root, ImageConfig Config);

/// <summary>
/// The unpacked images of the cluster, by digest, each unpacked once however many pods wait for it.
/// </summary>
internal sealed class ImageStore(string folder, HttpClient http, LayerLimits limits, TimeProvider time)
{
    private const long LargestConfig = 4 << 20;
    private readonly Dictionary<string, Task<LocalImage>> _underway = [];
    private readonly Lock _gate = new();

    /// <summary>The image that a name was resolved to before, when it is still here.</summary>
    public LocalImage? Find(ImageName name)
    {
        var digest = name.Digest ?? (File.Exists(NoteOf(name)) ? File.ReadAllText(NoteOf(name)) : null);
        return digest is null ? null : Load(digest);
    }

    /// <summary>Resolves the name at its registry and unpacks the image unless it is here.</summary>
    /// <param name="name">The image.</param>
    /// <param name="credentials">Who may pull it, to be tried one after the other; nobody in particular where
    /// there are none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ImagePullException">It cannot be pulled.</exception>
    public async Task<LocalImage> PullAsync(
        ImageName name,
        IReadOnlyList<RegistryCredential> credentials,
        CancellationToken cancellationToken
    )
    {
        foreach (var credential in credentials.SkipLast(1))
        {
            try
            {
                return await PullAsync(name, new RegistryClient(http, credential), cancellationToken);
            }
            catch (ImagePullException)
            {
                // The next credentials may work; the last failure is reported.
            }
        }
        return await PullAsync(
            name,
            new RegistryClient(http, credentials.LastOrDefault()),
            cancellationToken
        );
    }

    private async Task<LocalImage> PullAsync(
        ImageName name,
        RegistryClient registry,
        CancellationToken cancellationToken
    )
    {
        var (content, digest) = await registry.ManifestAsync(name, name.Reference, cancellationToken);
        var manifest = Json(name, content);
        var image = Load(digest) ?? await Once(digest, () => UnpackAsync(name, registry, manifest, digest));
        Directory.CreateDirectory(Path.GetDirectoryName(NoteOf(name))!);
        await File.WriteAllTextAsync(NoteOf(name), digest, cancellationToken);
        return image;
    }

    /// <summary>
    /// Removes images of which no container was started since a date; a later start pulls them again.
    /// </summary>
    public void Collect(DateTimeOffset since)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var image in Directory.EnumerateDirectories(folder, "sha256-*"))
            RemoveIfOlder(image, since);
        foreach (var left in Directory.EnumerateDirectories(folder, "unpacking-*"))
            RemoveIfOlder(left, since);
    }

    private static void RemoveIfOlder(string path, DateTimeOffset since)
    {
        if (Directory.GetLastWriteTimeUtc(path) < since.UtcDateTime)
            Directory.Delete(path, recursive: true);
    }

    private Task<LocalImage> Once(string digest, Func<Task<LocalImage>> unpack)
    {
        lock (_gate)
        {
            if (_underway.TryGetValue(digest, out var running))
                return running;
            var started = Task.Run(unpack);
            _underway[digest] = started;
            _ = started.ContinueWith(_ => Forget(digest), TaskScheduler.Default);
            return started;
        }
    }

    private void Forget(string digest)
    {
        lock (_gate)
            _underway.Remove(digest);
    }

    private async Task<LocalImage> UnpackAsync(
        ImageName name,
        RegistryClient registry,
        JsonNode manifest,
        string digest
    )
    {
        var cancellation = CancellationToken.None;
        var image = manifest;
        if (manifest.At("manifests") is JsonArray)
            image = Json(
                name,
                (await registry.ManifestAsync(name, Platform(name, manifest), cancellation)).Content
            );
        var doing = "create its folder";
        var temporary = Path.Combine(folder, $"unpacking-{Guid.NewGuid():N}");
        var root = Path.Combine(temporary, "root");
        try
        {
            Directory.CreateDirectory(root);
            doing = "read its configuration";
            var blob = Path.Combine(temporary, "blob");
            await registry.BlobAsync(
                name,
                image.Text("config", "digest") ?? "",
                blob,
                LargestConfig,
                cancellation
            );
            _ = Config(blob);
            File.Move(blob, Path.Combine(temporary, "config.json"));
            var unpacker = new LayerUnpacker(root, limits);
            foreach (var layer in image.Items("layers"))
            {
                var part = layer.Text("digest") ?? "";
                doing = $"extract layer {part}";
                await registry.BlobAsync(name, part, blob, limits.Bytes, cancellation);
                await using var content = Decompress(layer.Text("mediaType") ?? "", File.OpenRead(blob));
                await unpacker.AddAsync(content, cancellation);
            }
            File.Delete(blob);
            // One that is broken, or it would not be unpacked again.
            FileTree.Remove(FolderOf(digest));
            Directory.Move(temporary, FolderOf(digest));
        }
        // Whatever an archive does to those who read it is a property of the image, and its pod must say so.
        catch (Exception e) when (e is not ImagePullException)
        {
            throw new ImagePullException(
                "ErrImagePull",
                $"rpc error: code = Unknown desc = failed to pull and unpack image \"{name}\": failed to {doing}: "
                    + e.Message
            );
        }
        finally
        {
            FileTree.Remove(temporary);
        }
        return Load(digest)!;
    }

    /// <summary>An image that is whole; null if it must be pulled.</summary>
    private LocalImage? Load(string digest)
    {
        var folder = FolderOf(digest);
        var (config, root) = (Path.Combine(folder, "config.json"), Path.Combine(folder, "root"));
        if (!File.Exists(config) || !Directory.Exists(root))
            return null;
        try
        {
            var image = new LocalImage(digest, root, Config(config));
            Directory.SetLastWriteTimeUtc(folder, time.GetUtcNow().UtcDateTime);
            return image;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImageConfig Config(string file) =>
        ImageConfig.Parse(JsonNode.Parse(File.ReadAllText(file)));

    private static string Platform(ImageName name, JsonNode index)
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var entry = index
            .Items("manifests")
            .FirstOrDefault(item =>
                item.Text("platform", "os") == "linux"
                && item.Text("platform", "architecture") == architecture
            );
        return entry?.Text("digest")
            ?? throw new ImagePullException(
                "ErrImagePull",
                $"rpc error: code = NotFound desc = failed to pull and unpack image \"{name}\": "
                    + $"no match for platform in manifest: linux/{architecture}"
            );
    }

    private static Stream Decompress(string mediaType, Stream blob) =>
        mediaType.EndsWith("gzip", StringComparison.Ordinal)
            ? new GZipStream(blob, CompressionMode.Decompress)
        : mediaType.EndsWith(".tar", StringComparison.Ordinal) ? blob
        : throw new ImagePullException(
            "ErrImagePull",
            $"A layer of the type '{mediaType}' cannot be unpacked."
        );

    private static JsonNode Json(ImageName name, byte[] content)
    {
        try
        {
            return JsonNode.Parse(content) ?? new JsonObject();
        }
        catch (JsonException e)
        {
            throw new ImagePullException(
                "ErrImagePull",
                $"The manifest of {name} is not valid JSON: {e.Message}"
            );
        }
    }

    private string FolderOf(string digest) => Path.Combine(folder, digest.Replace(':', '-'));

    private string NoteOf(ImageName name) =>
        Path.Combine(
            folder,
            "names",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToString())))
        );
}
