using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Formats;
using Slipway.Processes;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Manifests;

/// <summary>
/// Remembers what Kustomize made of each overlay the last time: the same files and the same kubectl make the same objects.
/// Whatever is not the file that was written for the very same key counts as absent.
/// </summary>
/// <param name="folder">Where it remembers, one file for each overlay.</param>
public sealed class RenderCache(string folder)
{
    /// <summary>A key for everything that a rendering depends on; null where that is not known.</summary>
    internal static string? KeyOf(IReadOnlyList<TreeFile> files, string overlay, string kubectl)
    {
        if (ProgramFile.Identity(kubectl) is not { } program)
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{program}\0{overlay}\0"));
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Content.Length}\0"));
            hash.AppendData(file.Content.Span);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The objects for a key; null when they are not there.</summary>
    internal IReadOnlyList<KubeObject>? Find(string overlay, string key)
    {
        try
        {
            using var entry = UntrustedJson.Open(File.ReadAllBytes(FileOf(overlay)), "it");
            return entry.RootElement.Text("key") == key
                ? [.. entry.RootElement.Items("objects").Select(KubeObject.From)]
                : null;
        }
        // A cache that cannot be used must not stop anyone: it is rewritten.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Keeps objects, for this user alone, since there may be Secrets among them. A disk that is full must not stop anyone.
    /// </summary>
    internal void Keep(string overlay, string key, IReadOnlyList<KubeObject> objects)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartArray("objects");
            foreach (var obj in objects)
                obj.Json.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        try
        {
            AtomicFile.WritePrivate(FileOf(overlay), Encoding.UTF8.GetString(text.WrittenSpan));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is rendered again the next time.
        }
    }

    private string FileOf(string overlay) =>
        Path.Combine(folder, $"{Digest.Of(Encoding.UTF8.GetBytes(overlay)).Short}.json");
}
