using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>Reads and extends the content of one of cosign's tags.</summary>
internal sealed class CosignStore(RegistryClient registries)
{
    private const int MostRewrites = 10;

    private readonly BlobTransfer _blobs = new(registries);

    /// <summary>The layers under a tag, none where there is no such tag.</summary>
    /// <exception cref="Refusal">The registry cannot be read, or what lies there is no manifest.</exception>
    public async Task<IReadOnlyList<CosignLayer>> ReadAsync(ImageReference tag, CancellationToken ct) =>
        (await FindAsync(tag, ct)).Layers;

    /// <summary>
    /// Adds layers whose content the repository has. Whoever adds at the same time loses nothing: the tag is
    /// read again before and after it is written.
    /// </summary>
    /// <returns>Whether they are there; false where the tag exists and cannot be moved.</returns>
    /// <exception cref="Refusal">The registry does not take it.</exception>
    public async Task<bool> AddAsync(
        ImageReference tag,
        IReadOnlyList<CosignLayer> layers,
        CancellationToken ct
    )
    {
        var moving = new MovingTag(registries, tag);
        for (var round = 0; round < MostRewrites; round++)
        {
            var (present, digest) = await FindAsync(tag, ct);
            var merged = CosignTag.Merge(present, layers);
            if (merged.Count == present.Count)
                return true;
            var config = CosignManifest.Config(merged);
            var descriptor = new Descriptor(MediaTypes.Config, Digest.Of(config), config.Length);
            await _blobs.SendAsync(tag, descriptor, config, ct);
            var manifest = CosignManifest.Create(descriptor, merged);
            if (await moving.WriteAsync(digest, manifest, MediaTypes.Manifest, ct) == TagWrite.Fixed)
                return false;
        }
        throw RegistryRefusal.Contended(tag.ToString());
    }

    private async Task<(IReadOnlyList<CosignLayer> Layers, Digest? Digest)> FindAsync(
        ImageReference tag,
        CancellationToken ct
    )
    {
        if (await registries.FindManifestAsync(tag, ct) is not { } received)
            return ([], null);
        try
        {
            return (CosignManifest.Layers(received.Bytes.Span), received.Digest);
        }
        catch (FormatException e)
        {
            throw RegistryRefusal.Unintelligible(tag.ToString(), e.Message);
        }
    }
}
