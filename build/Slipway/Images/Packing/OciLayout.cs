using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>
/// Images in a folder (OCI image-spec, image layout), one for each service. Blobs are shared. Layers of base
/// images are left out; the manifest's annotations say where they are. So are all layers of images that were
/// found in a registry.
/// </summary>
internal sealed class OciLayout
{
    private const string IndexFile = "index.json";

    private readonly string _folder;

    /// <summary>Opens the layout, or begins one.</summary>
    public OciLayout(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Blobs);
        File.WriteAllText(Path.Combine(_folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
    }

    private string Blobs => Path.Combine(_folder, "blobs", "sha256");

    /// <summary>Where the layout is, absolute.</summary>
    public string Folder => _folder;

    /// <summary>Whether the layout has a blob.</summary>
    public bool Has(Digest digest) => File.Exists(FileOf(digest));

    /// <summary>A new name for a file on its way into the layout.</summary>
    public string NewFile() => Path.Combine(Blobs, $".{Guid.NewGuid():N}");

    /// <summary>Takes a written file in under its digest.</summary>
    public void Adopt(string file, Digest digest) => File.Move(file, FileOf(digest), overwrite: true);

    public Descriptor Add(string mediaType, ReadOnlyMemory<byte> content)
    {
        var digest = Digest.Of(content.Span);
        var file = NewFile();
        File.WriteAllBytes(file, content.Span);
        Adopt(file, digest);
        return new Descriptor(mediaType, digest, content.Length);
    }

    /// <summary>
    /// The image of each service. Services that are not named keep theirs; blobs that nobody needs any more
    /// are deleted.
    /// </summary>
    public void SetImages(IReadOnlyDictionary<string, Descriptor> images) =>
        Set(images.ToDictionary(image => image.Key, image => new Entry(image.Value, null)));

    /// <summary>
    /// The images of services that somebody else built: manifests and configurations are here, layers stay
    /// where they are.
    /// </summary>
    public void SetImages(IReadOnlyDictionary<string, (Descriptor Image, ImageReference Home)> images) =>
        Set(images.ToDictionary(image => image.Key, image => new Entry(image.Value.Image, image.Value.Home)));

    /// <summary>The image of a service; null where the layout has none or not whole.</summary>
    public BuiltImage? Find(string service) =>
        Entries().TryGetValue(service, out var entry) ? Find(service, entry.Image, entry.Home) : null;

    private BuiltImage? Find(string service, Descriptor descriptor, ImageReference? home)
    {
        if (!Has(descriptor.Digest))
            return null;
        var bytes = File.ReadAllBytes(FileOf(descriptor.Digest));
        if (!MediaTypes.IsIndex(descriptor.MediaType))
            return Find(service, ImageManifest.Parse(bytes, descriptor.MediaType), home);
        var parts = ImageIndex.Parse(bytes).Manifests
            .Select(part => Find(service, part.Manifest, home)).ToList();
        return parts.Contains(null)
            ? null
            : new BuiltImage(service, descriptor.Digest, bytes, [], null)
            {
                MediaType = descriptor.MediaType,
                Parts = [.. parts.Select(part => part!)],
                Home = home,
            };
    }

    private BuiltImage? Find(string service, ImageManifest manifest, ImageReference? home)
    {
        var baseImage = manifest.Annotations.TryGetValue(Annotations.BaseName, out var name)
            ? ImageReference.Parse($"{name}@{manifest.Annotations[Annotations.BaseDigest]}")
            : null;
        var blobs = manifest.Layers.Prepend(manifest.Config)
            .Select(blob => new ImageBlob(blob, Has(blob.Digest) ? FileOf(blob.Digest) : null))
            .ToList();
        var whole = (home ?? baseImage) is not null || blobs.All(blob => blob.File is not null);
        return whole && blobs[0].File is not null
            ? new BuiltImage(service, manifest.Digest, manifest.Bytes, blobs, baseImage) { Home = home }
            : null;
    }

    private void Set(IReadOnlyDictionary<string, Entry> images)
    {
        var all = Entries().Where(entry => !images.ContainsKey(entry.Key)).Concat(images)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.Index,
            ["manifests"] = new JsonArray([.. all.Select(entry => entry.Value.ToJson(entry.Key))]),
        };
        var file = NewFile();
        File.WriteAllBytes(file, CanonicalJson.Bytes(index));
        File.Move(file, Path.Combine(_folder, IndexFile), overwrite: true);
        Sweep([.. all.Select(entry => entry.Value.Image)]);
    }

    private Dictionary<string, Entry> Entries()
    {
        var file = Path.Combine(_folder, IndexFile);
        return !File.Exists(file)
            ? []
            : JsonNode.Parse(File.ReadAllBytes(file))!["manifests"]!.AsArray().ToDictionary(
                entry => entry!["annotations"]![Annotations.RefName]!.GetValue<string>(),
                entry => Entry.FromJson(entry!), StringComparer.Ordinal);
    }

    private void Sweep(IReadOnlyList<Descriptor> images)
    {
        var needed = images.SelectMany(Reachable).Select(descriptor => descriptor.Digest.Hex)
            .ToHashSet(StringComparer.Ordinal);
        var files = Directory.GetFiles(Blobs);
        foreach (var file in files.Where(file => !needed.Contains(Path.GetFileName(file))))
            File.Delete(file);
    }

    private IEnumerable<Descriptor> Reachable(Descriptor image)
    {
        // What an interrupted build or somebody's hands took away leads nowhere.
        if (!Has(image.Digest))
            return [image];
        var bytes = File.ReadAllBytes(FileOf(image.Digest));
        if (MediaTypes.IsIndex(image.MediaType))
        {
            return ImageIndex.Parse(bytes).Manifests
                .SelectMany(part => Reachable(part.Manifest)).Append(image);
        }
        var manifest = ImageManifest.Parse(bytes, image.MediaType);
        return [.. manifest.Layers, manifest.Config, image];
    }

    private string FileOf(Digest digest) => Path.Combine(Blobs, digest.Hex);

    private sealed record Entry(Descriptor Image, ImageReference? Home)
    {
        public static Entry FromJson(JsonNode json)
        {
            var home = json["annotations"]?[Annotations.Home]?.GetValue<string>();
            return new Entry(
                Descriptor.FromJson(json), home is null ? null : ImageReference.Parse(home));
        }

        public JsonObject ToJson(string service)
        {
            var json = Image.ToJson();
            json["annotations"] = new JsonObject { [Annotations.RefName] = service };
            if (Home is not null)
                json["annotations"]![Annotations.Home] = Home.Name;
            return json;
        }
    }
}
