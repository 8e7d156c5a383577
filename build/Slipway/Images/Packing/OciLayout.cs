using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>
/// Images in a folder (OCI image-spec, image layout), one for each service. Blobs are shared. Layers of base
/// images are left out; the manifest's annotations say where they are.
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
    public void SetImages(IReadOnlyDictionary<string, Descriptor> manifests)
    {
        var all = Manifests().Where(entry => !manifests.ContainsKey(entry.Key)).Concat(manifests)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.Index,
            ["manifests"] = new JsonArray([.. all.Select(entry =>
            {
                var json = entry.Value.ToJson();
                json["annotations"] = new JsonObject { [Annotations.RefName] = entry.Key };
                return json;
            })]),
        };
        var file = NewFile();
        File.WriteAllBytes(file, CanonicalJson.Bytes(index));
        File.Move(file, Path.Combine(_folder, IndexFile), overwrite: true);
        Sweep([.. all.Select(entry => entry.Value)]);
    }

    /// <summary>The image of a service; null where the layout has none or not whole.</summary>
    public BuiltImage? Find(string service)
    {
        if (!Manifests().TryGetValue(service, out var descriptor) || !File.Exists(FileOf(descriptor.Digest)))
            return null;
        var manifest = Read(descriptor);
        var baseImage = manifest.Annotations.TryGetValue(Annotations.BaseName, out var name)
            ? ImageReference.Parse($"{name}@{manifest.Annotations[Annotations.BaseDigest]}")
            : null;
        var blobs = manifest.Layers.Prepend(manifest.Config)
            .Select(blob => new ImageBlob(blob, Has(blob.Digest) ? FileOf(blob.Digest) : null))
            .ToList();
        var whole = baseImage is not null || blobs.All(blob => blob.File is not null);
        return whole && blobs[0].File is not null
            ? new BuiltImage(service, descriptor.Digest, manifest.Bytes, blobs, baseImage)
            : null;
    }

    private Dictionary<string, Descriptor> Manifests()
    {
        var file = Path.Combine(_folder, IndexFile);
        return !File.Exists(file)
            ? []
            : JsonNode.Parse(File.ReadAllBytes(file))!["manifests"]!.AsArray().ToDictionary(
                entry => entry!["annotations"]![Annotations.RefName]!.GetValue<string>(),
                Descriptor.FromJson, StringComparer.Ordinal);
    }

    private ImageManifest Read(Descriptor descriptor) =>
        ImageManifest.Parse(File.ReadAllBytes(FileOf(descriptor.Digest)), descriptor.MediaType);

    private void Sweep(IReadOnlyList<Descriptor> manifests)
    {
        var needed = manifests
            .Select(Read)
            .SelectMany(manifest => manifest.Layers.Append(manifest.Config))
            .Concat(manifests)
            .Select(descriptor => descriptor.Digest.Hex)
            .ToHashSet(StringComparer.Ordinal);
        var files = Directory.GetFiles(Blobs);
        foreach (var file in files.Where(file => !needed.Contains(Path.GetFileName(file))))
            File.Delete(file);
    }

    private string FileOf(Digest digest) => Path.Combine(Blobs, digest.Hex);
}
