using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Push;

/// <summary>Pushes built images to a registry, sending only what it lacks.</summary>
/// <param name="registries">The registries.</param>
/// <param name="reporter">Receives what is sent.</param>
/// <param name="time">Measures how long it takes.</param>
/// <param name="taken">What to do where the version stands for another image.</param>
public sealed class ImagePush(
    RegistryClient registries,
    IReporter reporter,
    TimeProvider time,
    TakenTag taken = TakenTag.Refuse
)
{
    private readonly BlobTransfer _blobs = new(registries);

    /// <summary>Uploads the image and tags it with its version.</summary>
    /// <param name="image">What an <see cref="ImageBuild"/> made.</param>
    /// <param name="repository">Registry and repository; tag and digest are not looked at.</param>
    /// <param name="versionTag">The tag.</param>
    /// <param name="ct">
    /// Cancels the operation; uploaded content is kept, and the next push resumes from there.
    /// </param>
    /// <exception cref="Refusal">
    /// The tag stands for another image already, or the registry cannot take the image.
    /// </exception>
    public async Task<PushedImage> PushAsync(
        BuiltImage image,
        ImageReference repository,
        string versionTag,
        CancellationToken ct
    )
    {
        var started = time.GetTimestamp();
        var target = new ImageReference(repository.Registry, repository.Repository, versionTag, image.Digest);
        var manifest = new ReceivedManifest(image.Manifest, image.MediaType);
        var tag = new ImageTagging(
            registries,
            target,
            _ => Task.FromResult<ReceivedManifest?>(manifest),
            taken
        );
        var isSet = await tag.IsSetAsync(ct);
        // A tag that was kept says nothing about this image.
        if (isSet && taken != TakenTag.Keep)
            return new PushedImage(target, New: false, BytesUploaded: 0);

        var isNew = await registries.FindDigestAsync(target with { Tag = null }, ct) is null;
        var uploaded = isNew ? await SendAsync(target, image, ct) : 0;
        if (!isSet)
            await tag.SetAsync(image.Manifest, image.MediaType, ct);
        reporter.Detail(
            $"{target.Name}:{versionTag}: {uploaded:N0} bytes in "
                + $"{time.GetElapsedTime(started).TotalSeconds:0.0} s."
        );
        return new PushedImage(target, isNew, uploaded);
    }

    // What a manifest names goes before it, since registries refuse manifests with missing parts.
    private async Task<long> SendAsync(ImageReference target, BuiltImage image, CancellationToken ct)
    {
        long uploaded = image.Manifest.Length;
        foreach (var part in image.Parts)
            uploaded += await SendAsync(target, part, ct);
        await Parallel.ForEachAsync(Distinct(image.Blobs), ct, async (blob, stop) =>
            Interlocked.Add(ref uploaded, await SendAsync(target, blob, image.Home ?? image.Base, stop))
        );
        var pinned = target with { Tag = null, Digest = image.Digest };
        await registries.PutManifestAsync(pinned, image.Manifest, image.MediaType, ct);
        return uploaded;
    }

    private Task<long> SendAsync(
        ImageReference target,
        ImageBlob blob,
        ImageReference? home,
        CancellationToken ct
    ) =>
        blob.File is { } file
            ? _blobs.SendAsync(target, blob.Descriptor, file, ct)
            : _blobs.CopyAsync(target, blob.Descriptor, home!, ct);

    private static IEnumerable<ImageBlob> Distinct(IEnumerable<ImageBlob> blobs) =>
        blobs.DistinctBy(blob => blob.Descriptor.Digest);
}
