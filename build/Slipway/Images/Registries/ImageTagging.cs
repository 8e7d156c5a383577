using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// Gives an image its version as a tag. A version identifies one image forever, except where nobody else works.
/// </summary>
/// <param name="registries">The registries.</param>
/// <param name="image">The image with tag and digest.</param>
/// <param name="manifest">Its manifest, where that can be had.</param>
/// <param name="taken">What to do about a tag of another image.</param>
internal sealed class ImageTagging(
    RegistryClient registries,
    ImageReference image,
    Func<CancellationToken, Task<ReceivedManifest?>> manifest,
    TakenTag taken = TakenTag.Refuse
)
{
    /// <summary>Whether the tag is as it is to be: it points to the image, or stays where it is.</summary>
    /// <exception cref="TagRefusal">It leads to another one, and must not.</exception>
    public async Task<bool> IsSetAsync(CancellationToken ct)
    {
        var present = await registries.FindDigestToWriteAsync(image with { Digest = null }, ct);
        if (present is not { } other || other == image.Digest)
            return present is not null;
        return taken switch
        {
            TakenTag.Move => false,
            TakenTag.Keep => true,
            _ => throw new TagRefusal(image, other, await DifferenceAsync(other, ct)),
        };
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
