using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.SupplyChain;

/// <summary>
/// Takes what belongs to an image along: its referrers with theirs, and what cosign keeps under tags. Of an
/// index, also what belongs to its images.
/// </summary>
internal sealed class AttachmentCopy(RegistryClient registries, ManifestCopy manifests, IReporter reporter)
{
    private readonly Referrers _referrers = new(registries, reporter);
    private readonly CosignStore _cosign = new(registries);

    /// <returns>The bytes that were sent.</returns>
    /// <exception cref="Refusal">A registry does not take part.</exception>
    public async Task<long> CopyAsync(ImageReference source, ImageReference target, CancellationToken ct)
    {
        if (source.Name == target.Name)
            return 0;
        long uploaded = 0;
        var known = new HashSet<Digest> { source.Digest!.Value };
        var open = new Queue<Digest>(known);
        while (open.TryDequeue(out var digest))
        {
            var from = source with { Tag = null, Digest = digest };
            var to = target with { Tag = null, Digest = digest };
            uploaded += await CosignAsync(from, to, ct);
            var attached = await ReferrersAsync(from, to, ct);
            uploaded += attached.Uploaded;
            foreach (var next in attached.Found.Concat(await PartsAsync(from, ct)).Where(known.Add))
                open.Enqueue(next);
        }
        return uploaded;
    }

    private async Task<(IEnumerable<Digest> Found, long Uploaded)> ReferrersAsync(
        ImageReference source,
        ImageReference target,
        CancellationToken ct
    )
    {
        var attached = await _referrers.ListAsync(source, null, ct);
        if (attached.Count == 0)
            return ([], 0);
        var present = (await _referrers.ListAsync(target, null, ct))
            .Select(artifact => artifact.Descriptor.Digest)
            .ToHashSet();
        long uploaded = 0;
        var missing = attached.Where(a => !present.Contains(a.Descriptor.Digest)).ToList();
        foreach (var artifact in missing)
        {
            var from = source with { Digest = artifact.Descriptor.Digest };
            var received = new ReceivedManifest(artifact.Bytes, artifact.MediaType);
            uploaded += await manifests.PartsAsync(received, from, target, ct) + artifact.Bytes.Length;
        }
        var unlisted = await _referrers.PutAsync(target, missing, ct);
        if (unlisted.Count > 0)
            reporter.Warning(FixedTag.Warning(target, unlisted));
        return (attached.Select(artifact => artifact.Descriptor.Digest), uploaded);
    }

    private async Task<IEnumerable<Digest>> PartsAsync(ImageReference image, CancellationToken ct) =>
        await registries.FindManifestAsync(image, ct) is { IsIndex: true } index
            ? ImageIndex.Parse(index.Bytes.Span).Manifests.Select(part => part.Manifest.Digest)
            : [];

    private async Task<long> CosignAsync(ImageReference source, ImageReference target, CancellationToken ct)
    {
        long uploaded = 0;
        foreach (var suffix in CosignTag.Suffixes)
        {
            var from = CosignTag.Of(source, suffix);
            var layers = await _cosign.ReadAsync(from, ct);
            if (layers.Count == 0)
                continue;
            uploaded += await manifests.BlobsAsync(layers.Select(l => l.Content), from, target, ct);
            var place = CosignTag.Of(target, suffix);
            if (!await _cosign.AddAsync(place, layers, ct))
                reporter.Warning(FixedTag.Warning(target, place.Tag!, "The signatures of the copied image"));
        }
        return uploaded;
    }
}
