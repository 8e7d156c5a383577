using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>Signs images in cosign's format, without a transparency log.</summary>
/// <param name="registries">The registries.</param>
public sealed class ImageSigning(RegistryClient registries)
{
    private readonly BlobTransfer _blobs = new(registries);
    private readonly CosignStore _store = new(registries);

    /// <summary>Whether an image carries this key's signature.</summary>
    /// <param name="image">The image, by digest.</param>
    /// <param name="key">The key.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">The registry cannot be reached.</exception>
    public async Task<bool> IsSignedAsync(ImageReference image, SigningKey key, CancellationToken ct) =>
        await new CosignSignatures(registries).WhyNotAsync(image, key.Public, ct) is null;

    /// <summary>Signs an image or an index in its registry, unless this key did so before.</summary>
    /// <param name="image">The image, by digest.</param>
    /// <param name="key">The key.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The image has no digest.</exception>
    /// <exception cref="Refusal">The registry does not take part.</exception>
    public async Task<SigningResult> SignAsync(ImageReference image, SigningKey key, CancellationToken ct)
    {
        if (image.Digest is null)
            throw new ArgumentException("An image is signed by digest.", nameof(image));
        if (await IsSignedAsync(image, key, ct))
            return SigningResult.Present;
        var payload = SimpleSigning.Create(image);
        var descriptor = new Descriptor(MediaTypes.SimpleSigning, Digest.Of(payload), payload.Length);
        await _blobs.SendAsync(image, descriptor, payload, ct);
        IReadOnlyList<CosignLayer> layers = [CosignLayer.Of(descriptor, key.Sign(payload))];
        return await _store.AddAsync(CosignTag.Of(image), layers, ct)
            ? SigningResult.Signed
            : SigningResult.TagIsFixed;
    }
}

/// <summary>What became of a signature.</summary>
public enum SigningResult
{
    /// <summary>It was made.</summary>
    Signed,

    /// <summary>The key had signed the image before.</summary>
    Present,

    /// <summary>
    /// The image carries other signatures, and the registry does not move the tag that they are under.
    /// </summary>
    TagIsFixed,
}
