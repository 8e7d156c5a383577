using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.SupplyChain;

/// <summary>
/// Copies images between registries and repositories by digest, with all that is attached to them, so that
/// what is promoted is what was proven.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="reporter">Receives what is copied.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class ImageCopy(RegistryClient registries, IReporter reporter, TimeProvider time)
{
    private readonly ManifestCopy _manifests = new(registries);

    /// <summary>
    /// Copies an image, or the images of an index, with attachments and signatures, and gives the copy its
    /// version as a tag.
    /// </summary>
    /// <param name="source">The image, by digest.</param>
    /// <param name="repository">Registry and repository to copy to; tag and digest are not looked at.</param>
    /// <param name="versionTag">The tag.</param>
    /// <param name="ct">
    /// Cancels the operation; copied content is kept, and the next copy resumes from there.
    /// </param>
    /// <exception cref="ArgumentException">The source has no digest.</exception>
    /// <exception cref="Refusal">
    /// The source does not exist, the tag stands for another image already, or a registry does not take part.
    /// </exception>
    public async Task<PushedImage> CopyAsync(
        ImageReference source,
        ImageReference repository,
        string versionTag,
        CancellationToken ct
    )
    {
        if (source.Digest is not { } digest)
            throw new ArgumentException("An image is copied by digest.", nameof(source));
        var started = time.GetTimestamp();
        var target = new ImageReference(repository.Registry, repository.Repository, versionTag, digest);
        var tag = new ImageTagging(registries, target, stop =>
            registries.FindManifestAsync(source with { Tag = null }, stop)
        );
        var isSet = await tag.IsSetAsync(ct);

        var present = await registries.FindManifestAsync(target with { Tag = null }, ct);
        var (manifest, uploaded) = present is not null
            ? (present, 0)
            : await _manifests.CopyAsync(source with { Tag = null }, target, ct);
        // Before the tag: what can be found by its version is whole. And after an earlier copy too, since
        // someone may have signed the image in the meantime.
        uploaded += await new AttachmentCopy(registries, _manifests, reporter).CopyAsync(source, target, ct);
        if (!isSet)
            await tag.SetAsync(manifest.Bytes, manifest.MediaType, ct);
        reporter.Detail(
            $"{source} to {target.Name}:{versionTag}: {uploaded:N0} bytes in "
                + $"{time.GetElapsedTime(started).TotalSeconds:0.0} s."
        );
        return new PushedImage(target, New: present is null, uploaded);
    }
}
