using System.Text.Json;
using Slipway.Formats;
using Slipway.Images.Bases;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.SupplyChain.Contents;

/// <summary>
/// What base images bring. Their layers are large, so the answer is kept by digest; of the answers, the
/// newest few.
/// </summary>
/// <param name="registries">Where bases are read.</param>
/// <param name="reporter">Receives warnings about what cannot be read.</param>
/// <param name="folder">Where answers are kept; may be deleted at any time.</param>
internal sealed class BaseContents(RegistryClient registries, IReporter reporter, string folder)
{
    private const int MostKept = 16;

    /// <exception cref="Refusal">The registry cannot be read.</exception>
    public async Task<SystemPackages> ReadAsync(ImageReference image, CancellationToken ct)
    {
        var file = Path.Combine(folder, $"{image.Digest!.Value.Hex}.json");
        if (Kept(file) is { } known)
            return known;
        var layers = await LayersAsync(image, ct);
        reporter.Detail($"{image}: reading its layers to list its packages.");
        var found = await new ImageContents(registries, reporter).ReadAsync(image, layers, ct);
        // What ships with a base (tools, samples) is not what our program is made of.
        found = found with { Programs = ComponentGraph.Empty };
        if (found.Complete || found.System is not null)
            Keep(file, found);
        return found;
    }

    private async Task<IReadOnlyList<ImageBlob>> LayersAsync(ImageReference image, CancellationToken ct)
    {
        var received = await registries.FindManifestAsync(image, ct) ?? throw BaseImageRefusal.Unknown(image);
        try
        {
            // The platforms of a base differ in little but the machine code.
            if (received.IsIndex && ImageIndex.Parse(received.Bytes.Span) is { Manifests.Count: > 0 } index)
            {
                var chosen = index.For(Platform.Default) ?? index.Manifests[0].Manifest;
                return await LayersAsync(image with { Digest = chosen.Digest }, ct);
            }
            return
            [
                .. ImageManifest
                    .Parse(received.Bytes, received.MediaType)
                    .Layers.Select(layer => new ImageBlob(layer, File: null)),
            ];
        }
        catch (FormatException e)
        {
            throw BaseImageRefusal.Broken(image, e.Message);
        }
    }

    private static SystemPackages? Kept(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<SystemPackages>(File.ReadAllText(file))
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            // Half written, or of another version of this build: read again.
            return null;
        }
    }

    private void Keep(string file, SystemPackages packages)
    {
        AtomicFile.Write(file, JsonSerializer.Serialize(packages));
        var old = new DirectoryInfo(folder)
            .GetFiles("*.json")
            .OrderByDescending(kept => kept.LastWriteTimeUtc)
            .Skip(MostKept);
        foreach (var kept in old)
            kept.Delete();
    }
}
