using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Formats;
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

    /// <summary>Opens the layout, or creates one.</summary>
    /// <exception cref="LayoutRefusal">Another version of this build wrote it.</exception>
    public OciLayout(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Blobs);
        LayoutVersion.Mark(_folder);
    }

    private string Blobs => Path.Combine(_folder, "blobs", "sha256");

    /// <summary>Where the layout is, absolute.</summary>
    public string Folder => _folder;

    /// <summary>Whether the layout has a blob, and complete as far as its length shows.</summary>
    public bool Has(Descriptor blob) =>
        new FileInfo(FileOf(blob.Digest)) is { Exists: true, Length: var length } && length == blob.Size;

    /// <summary>A new name for a file on its way into the layout.</summary>
    public string NewFile() => Path.Combine(Blobs, $".{Guid.NewGuid():N}");

    /// <summary>Adds a written file under its digest.</summary>
    public void Adopt(string file, Digest digest) => File.Move(file, FileOf(digest), overwrite: true);

    /// <summary>Adds bytes.</summary>
    public Descriptor Add(string mediaType, ReadOnlyMemory<byte> content)
    {
        var digest = Digest.Of(content.Span);
        AtomicFile.Write(FileOf(digest), content.Span);
        return new Descriptor(mediaType, digest, content.Length);
    }

    /// <summary>
    /// The image of each service. Services that are not named keep theirs; blobs that are no longer needed
    /// are deleted.
    /// </summary>
    public void SetImages(IReadOnlyDictionary<string, Descriptor> images) =>
        Set(images.ToDictionary(image => image.Key, image => Entry(image.Value, null)));

    /// <summary>
    /// The images of services that were built elsewhere: manifests and configurations are here, layers stay
    /// where they are.
    /// </summary>
    public void SetImages(IReadOnlyDictionary<string, (Descriptor Image, ImageReference Home)> images) =>
        Set(images.ToDictionary(image => image.Key, image => Entry(image.Value.Image, image.Value.Home)));

    /// <summary>The image of a service; null where the layout has none or only a part of it.</summary>
    public BuiltImage? Find(string service)
    {
        if (!Entries().TryGetValue(service, out var entry) || CountHere(entry.Image) < entry.Here)
            return null;
        return Find(service, entry.Image, entry.Home);
    }

    private BuiltImage? Find(string service, Descriptor descriptor, ImageReference? home)
    {
        if (Read(descriptor) is not { } bytes)
            return null;
        if (!MediaTypes.IsIndex(descriptor.MediaType))
            return Find(service, ImageManifest.Parse(bytes, descriptor.MediaType), home);
        var parts = ImageIndex
            .Parse(bytes)
            .Manifests.Select(part => Find(service, part.Manifest, home))
            .ToList();
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
        var notes = manifest.Annotations;
        // Those of a found image may be someone else's.
        _ = ImageReference.TryParse(
            $"{notes.GetValueOrDefault(Annotations.BaseName)}@"
                + notes.GetValueOrDefault(Annotations.BaseDigest),
            out var baseImage
        );
        var blobs = manifest
            .Layers.Prepend(manifest.Config)
            .Select(blob => new ImageBlob(blob, Has(blob) ? FileOf(blob.Digest) : null))
            .ToList();
        var whole = (home ?? baseImage) is not null || blobs.All(blob => blob.File is not null);
        return whole && blobs[0].File is not null
            ? new BuiltImage(service, manifest.Digest, manifest.Bytes, blobs, baseImage) { Home = home }
            : null;
    }

    // Manifests are small enough to be checked every time; layers are checked when they are sent.
    private byte[]? Read(Descriptor descriptor)
    {
        if (!Has(descriptor))
            return null;
        var bytes = File.ReadAllBytes(FileOf(descriptor.Digest));
        return Digest.Of(bytes) == descriptor.Digest ? bytes : null;
    }

    private LayoutEntry Entry(Descriptor image, ImageReference? home) => new(image, home, CountHere(image));

    // Base layers are elsewhere, so only their number shows later whether one of its own was lost.
    private int CountHere(Descriptor image) => Reachable(image).DistinctBy(blob => blob.Digest).Count(Has);

    private void Set(IReadOnlyDictionary<string, LayoutEntry> images)
    {
        var all = Entries()
            .Where(entry => !images.ContainsKey(entry.Key))
            .Concat(images)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ToList();
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.Index,
            ["manifests"] = new JsonArray([.. all.Select(entry => entry.Value.ToJson(entry.Key))]),
        };
        // What a killed build leaves among the blobs is swept away by the next one.
        AtomicFile.Write(Path.Combine(_folder, IndexFile), CanonicalJson.Bytes(index), unfinished: Blobs);
        Sweep([.. all.Select(entry => entry.Value.Image)]);
    }

    private Dictionary<string, LayoutEntry> Entries()
    {
        var file = Path.Combine(_folder, IndexFile);
        try
        {
            if (!File.Exists(file))
                return [];
            return UntrustedJson.Read(File.ReadAllBytes(file), "The index", json =>
                (json["manifests"]?.AsArray() ?? [])
                    .OfType<JsonNode>()
                    .Where(entry => entry["annotations"]?[Annotations.RefName] is not null)
                    .ToDictionary(
                        entry => UntrustedJson.Text(entry["annotations"]?[Annotations.RefName]),
                        LayoutEntry.FromJson,
                        StringComparer.Ordinal
                    )
            );
        }
        catch (FormatException)
        {
            // Nothing is known of images whose list cannot be read, and they are rebuilt.
            return [];
        }
    }

    private void Sweep(IReadOnlyList<Descriptor> images)
    {
        var needed = images
            .SelectMany(Reachable)
            .Select(descriptor => descriptor.Digest.Hex)
            .ToHashSet(StringComparer.Ordinal);
        var files = Directory.GetFiles(Blobs);
        foreach (var file in files.Where(file => !needed.Contains(Path.GetFileName(file))))
            File.Delete(file);
    }

    private IEnumerable<Descriptor> Reachable(Descriptor image)
    {
        // What an interrupted build or a user deleted is ignored.
        if (Read(image) is not { } bytes)
            return [image];
        if (MediaTypes.IsIndex(image.MediaType))
        {
            return ImageIndex
                .Parse(bytes)
                .Manifests.SelectMany(part => Reachable(part.Manifest))
                .Append(image);
        }
        var manifest = ImageManifest.Parse(bytes, image.MediaType);
        return [.. manifest.Layers, manifest.Config, image];
    }

    private string FileOf(Digest digest) => Path.Combine(Blobs, digest.Hex);
}
