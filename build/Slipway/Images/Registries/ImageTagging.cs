using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>Gives an image its version as a tag. A version identifies one image forever.</summary>
/// <param name="registries">The registries.</param>
/// <param name="image">The image with tag and digest.</param>
/// <param name="manifest">Its manifest, where that can be had.</param>
internal sealed class ImageTagging(
    RegistryClient registries,
    ImageReference image,
    Func<CancellationToken, Task<ReceivedManifest?>> manifest
)
{
    /// <summary>Whether the tag already points to the image.</summary>
    /// <exception cref="TagRefusal">It leads to another one.</exception>
    public async Task<bool> IsSetAsync(CancellationToken ct)
    {
        var present = await registries.FindDigestToWriteAsync(image with { Digest = null }, ct);
        if (present is { } other && other != image.Digest)
            throw new TagRefusal(image, other, await DifferenceAsync(other, ct));
        return present is not null;
    }

    /// <summary>
    /// Sets the tag, unless someone else did so in the meantime. The protocol has no "only if it is not
    /// there", so between the question and the answer only a registry whose tags never move can tell; it
    /// refuses then.
    /// </summary>
    /// <exception cref="TagRefusal">Someone did so, for another image.</exception>
    public async Task SetAsync(ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken ct)
    {
        if (await IsSetAsync(ct))
            return;
        try
        {
            await registries.PutManifestAsync(image with { Digest = null }, bytes, mediaType, ct);
        }
        catch (RegistryRefusal)
        {
            if (!await IsSetAsync(ct))
                throw;
        }
    }

    private async Task<string> DifferenceAsync(Digest other, CancellationToken ct)
    {
        var theirs = await registries.FindManifestAsync(image with { Tag = null, Digest = other }, ct);
        return theirs is not null && await manifest(ct) is { } ours
            ? ImageDifference.Describe(theirs, ours)
            : "";
    }
}
