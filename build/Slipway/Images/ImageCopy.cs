using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>
/// Copies images between registries and repositories by digest, so that what is promoted is what was proven.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="reporter">Hears what is copied.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class ImageCopy(RegistryClient registries, IReporter reporter, TimeProvider time)
{
    private readonly BlobTransfer _blobs = new(registries);

    /// <summary>
    /// Copies an image, or the images of an index, and gives the copy its version as a tag.
    /// </summary>
    /// <param name="source">The image, by digest.</param>
    /// <param name="repository">Registry and repository to copy to; tag and digest are not looked at.</param>
    /// <param name="versionTag">The tag.</param>
    /// <param name="ct">Stops; what was copied stays, and the next copy goes on from there.</param>
    /// <exception cref="ArgumentException">The source has no digest.</exception>
    /// <exception cref="Refusal">
    /// The source does not exist, the tag stands for another image already, or a registry does not take part.
    /// </exception>
    public async Task<PushedImage> CopyAsync(
        ImageReference source, ImageReference repository, string versionTag, CancellationToken ct)
    {
        if (source.Digest is not { } digest)
            throw new ArgumentException("An image is copied by digest.", nameof(source));
        var started = time.GetTimestamp();
        var target = new ImageReference(repository.Registry, repository.Repository, versionTag, digest);
        var tag = new ImageTagging(registries, target);
        if (await tag.IsSetAsync(ct))
            return new PushedImage(target, New: false, BytesUploaded: 0);

        var present = await registries.FindManifestAsync(target with { Tag = null }, ct);
        var (manifest, uploaded) = present is not null
            ? (present, 0)
            : await ManifestAsync(source, target, ct);
        await tag.SetAsync(manifest.Bytes, manifest.MediaType, ct);
        reporter.Detail($"{source} to {target.Name}:{versionTag}: {uploaded:N0} bytes in "
            + $"{time.GetElapsedTime(started).TotalSeconds:0.0} s.");
        return new PushedImage(target, New: present is null, uploaded);
    }

    // What a manifest names goes before it, since registries refuse manifests with missing parts.
    private async Task<(ReceivedManifest Manifest, long Uploaded)> ManifestAsync(
        ImageReference source, ImageReference target, CancellationToken ct)
    {
        var manifest = await registries.FindManifestAsync(source, ct) ?? throw CopyRefusal.Unknown(source);
        long uploaded = 0;
        try
        {
            if (manifest.IsIndex)
            {
                foreach (var (_, part) in ImageIndex.Parse(manifest.Bytes.Span).Manifests)
                {
                    var from = source with { Digest = part.Digest };
                    var to = target with { Digest = part.Digest };
                    uploaded += (await ManifestAsync(from, to, ct)).Uploaded;
                }
            }
            else
            {
                var image = ImageManifest.Parse(manifest.Bytes, manifest.MediaType);
                uploaded += await BlobsAsync(image, source, target, ct);
            }
        }
        catch (FormatException e)
        {
            throw CopyRefusal.Broken(source, e.Message);
        }
        await registries.PutManifestAsync(target with { Tag = null }, manifest.Bytes, manifest.MediaType, ct);
        return (manifest, uploaded + manifest.Bytes.Length);
    }

    private async Task<long> BlobsAsync(
        ImageManifest manifest, ImageReference source, ImageReference target, CancellationToken ct)
    {
        long uploaded = 0;
        var blobs = manifest.Layers.Append(manifest.Config).DistinctBy(blob => blob.Digest);
        await Parallel.ForEachAsync(blobs, ct, async (blob, stop) =>
            Interlocked.Add(ref uploaded, await _blobs.CopyAsync(target, blob, source, stop)));
        return uploaded;
    }
}
