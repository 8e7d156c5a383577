using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>Gives an image its version as a tag. A version stands for one image for ever.</summary>
/// <param name="registries">The registries.</param>
/// <param name="image">The image with tag and digest.</param>
internal sealed class ImageTagging(RegistryClient registries, ImageReference image)
{
    /// <summary>Whether the tag already leads to the image.</summary>
    /// <exception cref="TagRefusal">It leads to another one.</exception>
    public async Task<bool> IsSetAsync(CancellationToken ct)
    {
        var present = await registries.FindDigestToWriteAsync(image with { Digest = null }, ct);
        if (present is { } other && other != image.Digest)
            throw new TagRefusal(image, other);
        return present is not null;
    }

    /// <summary>
    /// Sets the tag, unless somebody else did so meanwhile. The protocol has no "only if it is not there", so
    /// between the question and the answer only a registry whose tags never move can tell; it refuses then.
    /// </summary>
    /// <exception cref="TagRefusal">Somebody did so, for another image.</exception>
    public async Task SetAsync(ReadOnlyMemory<byte> manifest, string mediaType, CancellationToken ct)
    {
        if (await IsSetAsync(ct))
            return;
        try
        {
            await registries.PutManifestAsync(image with { Digest = null }, manifest, mediaType, ct);
        }
        catch (RegistryRefusal)
        {
            if (!await IsSetAsync(ct))
                throw;
        }
    }
}
