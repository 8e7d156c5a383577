using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Images.Formats;

namespace Slipway.Images.Packing;

/// <summary>
/// Packs what several services share, or what an earlier build packed, only once: compressing a .NET runtime
/// takes seconds, reading it to see that it is the same a fraction of one.
/// </summary>
internal sealed class LayerCache
{
    /// <summary>
    /// Whatever changes the bytes of an image beside its files; the number goes up with a change of the
    /// packing. The compressor comes with the runtime.
    /// </summary>
    public static string Packer { get; } = $"slipway 2, .NET {Environment.Version}";

    private readonly OciLayout _layout;
    private readonly ConcurrentDictionary<string, Lazy<Task<PackedLayer>>> _packed = new();

    public LayerCache(OciLayout layout)
    {
        _layout = layout;
        foreach (var (key, layer) in Load().Where(known => layout.Has(known.Layer.Descriptor)))
        {
            _packed[key] = new Lazy<Task<PackedLayer>>(Task.FromResult(layer));
        }
    }

    private string IndexFile => Path.Combine(_layout.Folder, "layers.json");

    /// <summary>The layer with these files, as a blob of the layout.</summary>
    /// <exception cref="PackRefusal">A file changed since it was listed.</exception>
    public async Task<PackedLayer> PackAsync(IReadOnlyList<ImageFile> files, CancellationToken ct)
    {
        var key = await KeyAsync(files, ct);
        return await GetAsync(key, file => LayerWriter.WriteAsync(files, file, ct));
    }

    /// <summary>
    /// The layer under a key that changes with every byte of it, written where it is not there.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="write">Writes the layer to a new file.</param>
    public Task<PackedLayer> GetAsync(string key, Func<string, Task<PackedLayer>> write) =>
        _packed.GetOrAdd(key, _ => new(() => WriteAsync(write))).Value;

    /// <summary>Remembers for the next build which layers the layout holds.</summary>
    public void Save()
    {
        var entries = _packed
            .Where(entry => entry.Value.IsValueCreated && entry.Value.Value.IsCompletedSuccessfully)
            .Select(entry => (entry.Key, Layer: entry.Value.Value.Result))
            .Where(entry => _layout.Has(entry.Layer.Descriptor))
            .ToDictionary(
                entry => entry.Key,
                entry => new Entry(
                    entry.Layer.Descriptor.Digest.ToString(),
                    entry.Layer.Descriptor.Size,
                    entry.Layer.DiffId.ToString()
                )
            );
        File.WriteAllText(IndexFile, JsonSerializer.Serialize(entries));
    }

    private async Task<PackedLayer> WriteAsync(Func<string, Task<PackedLayer>> write)
    {
        var file = _layout.NewFile();
        try
        {
            var layer = await write(file);
            _layout.Adopt(file, layer.Descriptor.Digest);
            return layer;
        }
        catch
        {
            // Half a layer is of no use, least of all on a full disk.
            File.Delete(file);
            throw;
        }
    }

    private static async Task<string> KeyAsync(IReadOnlyList<ImageFile> files, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Packer + "\n"));
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.LinkTarget}\0"));
            if (file.LinkTarget is not null)
                continue;
            await using var content = file.Open();
            hash.AppendData(await SHA256.HashDataAsync(content, ct));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A cache that cannot be read is ignored; the layers are packed again.
    private IReadOnlyList<(string Key, PackedLayer Layer)> Load()
    {
        try
        {
            var entries = File.Exists(IndexFile)
                ? JsonSerializer.Deserialize<Dictionary<string, Entry?>>(File.ReadAllText(IndexFile))
                : null;
            return
            [
                .. (entries ?? [])
                    .Where(entry => entry.Value is not null)
                    .Select(entry => (entry.Key, entry.Value!.Layer())),
            ];
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return [];
        }
    }

    private sealed record Entry(string? Digest, long Size, string? DiffId)
    {
        public PackedLayer Layer() =>
            new(
                new Descriptor(MediaTypes.GzipLayer, Values.Digest.Parse(Digest ?? ""), Size),
                Values.Digest.Parse(DiffId ?? "")
            );
    }
}
