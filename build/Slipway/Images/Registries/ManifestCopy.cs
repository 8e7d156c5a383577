using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// Copies what a digest names, with all that it is made of, from one repository to another. Images, indexes
/// and artifacts are alike in that.
/// </summary>
internal sealed class ManifestCopy(RegistryClient registries)
{
    private readonly BlobTransfer _blobs = new(registries);

    /// <summary>Copies the parts of a manifest, and then the manifest itself, as it is.</summary>
    /// <param name="source">What to copy, by digest.</param>
    /// <param name="target">Where to; its tag and digest are not looked at.</param>
    /// <param name="ct">
    /// Cancels the operation; copied content is kept, and the next copy resumes from there.
    /// </param>
    /// <returns>The manifest, and the bytes that were sent.</returns>
    /// <exception cref="Refusal">It does not exist, or a registry refused.</exception>
    public async Task<(ReceivedManifest Manifest, long Uploaded)> CopyAsync(
        ImageReference source,
        ImageReference target,
        CancellationToken ct
    )
    {
        var manifest = await registries.FindManifestAsync(source, ct) ?? throw CopyRefusal.Unknown(source);
        var uploaded = await PartsAsync(manifest, source, target, ct);
        var place = target with { Tag = null, Digest = manifest.Digest };
        await registries.PutManifestAsync(place, manifest.Bytes, manifest.MediaType, ct);
        return (manifest, uploaded + manifest.Bytes.Length);
    }

    /// <summary>
    /// Copies what a manifest names. That goes first, since registries refuse manifests with missing parts.
    /// </summary>
    /// <returns>The bytes that were sent.</returns>
    public async Task<long> PartsAsync(
        ReceivedManifest manifest,
        ImageReference source,
        ImageReference target,
        CancellationToken ct
    )
    {
        try
        {
            if (!manifest.IsIndex)
            {
                var image = ImageManifest.Parse(manifest.Bytes, manifest.MediaType);
                return await BlobsAsync([.. image.Layers, image.Config], source, target, ct);
            }
            long uploaded = 0;
            foreach (var (_, part) in ImageIndex.Parse(manifest.Bytes.Span).Manifests)
            {
                var inner = source with { Tag = null, Digest = part.Digest };
                uploaded += (await CopyAsync(inner, target, ct)).Uploaded;
            }
            return uploaded;
        }
        catch (FormatException e)
        {
            throw CopyRefusal.Broken(source, e.Message);
        }
    }

    /// <summary>Copies blobs, several at a time.</summary>
    /// <returns>The bytes that were sent.</returns>
    public async Task<long> BlobsAsync(
        IEnumerable<Descriptor> blobs,
        ImageReference source,
        ImageReference target,
        CancellationToken ct
    )
    {
        long uploaded = 0;
        await Parallel.ForEachAsync(blobs.DistinctBy(blob => blob.Digest), ct, async (blob, stop) =>
            Interlocked.Add(ref uploaded, await _blobs.CopyAsync(target, blob, source, stop))
        );
        return uploaded;
    }
}
