using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.SupplyChain.Bundles;

/// <summary>Pushes bundles to registries and pulls them.</summary>
/// <param name="registries">The registries.</param>
public sealed class BundleStore(RegistryClient registries)
{
    private const int LargestDocument = 4 * 1024 * 1024;

    private readonly BlobTransfer _blobs = new(registries);

    /// <summary>Uploads a bundle unless it is there, and tags it with its version.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="repository">Registry and repository; tag and digest are not looked at.</param>
    /// <param name="versionTag">The tag.</param>
    /// <param name="taken">What to do where the version stands for another bundle.</param>
    /// <param name="ct">Cancels the operation; uploaded content is kept, and the next push resumes from there.</param>
    /// <returns>Where it is, by tag and digest.</returns>
    /// <exception cref="Refusal">The tag stands for another bundle, or the registry cannot take it.</exception>
    public async Task<ImageReference> PushAsync(
        PackedBundle bundle,
        ImageReference repository,
        string versionTag,
        TakenTag taken,
        CancellationToken ct
    )
    {
        var target = repository with { Tag = versionTag, Digest = bundle.Digest };
        var tag = new ImageTagging(
            registries,
            target,
            _ => Task.FromResult<ReceivedManifest?>(new(bundle.Manifest, MediaTypes.Manifest)),
            taken
        );
        var isSet = await tag.IsSetAsync(ct);
        if (!await ExistsAsync(target, ct))
        {
            foreach (var (descriptor, bytes) in bundle.Blobs)
                await _blobs.SendAsync(target, descriptor, bytes, ct);
            await registries.PutManifestAsync(
                target with
                {
                    Tag = null,
                },
                bundle.Manifest,
                MediaTypes.Manifest,
                ct
            );
        }
        if (!isSet)
            await tag.SetAsync(bundle.Manifest, MediaTypes.Manifest, ct);
        return target;
    }

    /// <summary>Whether a registry has a bundle.</summary>
    /// <param name="bundle">The bundle, by digest.</param>
    /// <param name="ct">Cancels the operation.</param>
    public async Task<bool> ExistsAsync(ImageReference bundle, CancellationToken ct) =>
        await registries.FindDigestAsync(bundle with { Tag = null }, ct) is not null;

    /// <summary>Pulls a bundle, and checks each byte of it against its digest.</summary>
    /// <param name="bundle">The bundle, by digest.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="BundleRefusal">It is not there, or not a bundle.</exception>
    /// <exception cref="Refusal">The registry cannot be reached.</exception>
    public async Task<ReleaseBundle> PullAsync(ImageReference bundle, CancellationToken ct)
    {
        var place = bundle with { Tag = null };
        var received = await registries.FindManifestAsync(place, ct) ?? throw BundleRefusal.Missing(bundle);
        try
        {
            var manifest = ArtifactManifest.Parse(received.Bytes, received.MediaType);
            if (manifest.ArtifactType != PackedBundle.ArtifactType)
                throw new FormatException($"Its type is '{manifest.ArtifactType}'.");
            var document = await BlobAsync(place, manifest, PackedBundle.DocumentType, LargestDocument, ct);
            var files = await BlobAsync(place, manifest, PackedBundle.FilesType, BundleArchive.MostBytes, ct);
            return BundleDocument.Read(document, BundleArchive.Read(files));
        }
        catch (FormatException e)
        {
            throw BundleRefusal.Damaged(bundle, e.Message);
        }
    }

    private async Task<byte[]> BlobAsync(
        ImageReference bundle,
        ArtifactManifest manifest,
        string type,
        int limit,
        CancellationToken ct
    )
    {
        var layers = manifest.Layers.Where(layer => layer.MediaType == type).ToList();
        if (layers.Count != 1)
            throw new FormatException($"It has {layers.Count} parts of type '{type}'.");
        return await registries.FindBlobAsync(bundle, layers[0], limit, ct)
            ?? throw BundleRefusal.Missing(bundle with { Digest = layers[0].Digest });
    }
}
