using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>Verifies images' signatures in cosign's format, where their registries keep them.</summary>
/// <param name="registries">The registries.</param>
public sealed class CosignSignatures(RegistryClient registries) : ISignatures
{
    // A document of one image is some hundred bytes long; no registry may fill our disk.
    private const int LargestPayload = 64 * 1024;
    private const int MostSignatures = 100;

    private readonly CosignStore _store = new(registries);

    /// <inheritdoc />
    public async Task<IReadOnlyList<UntrustedImage>> FindUntrustedAsync(
        IReadOnlyCollection<ImageReference> images,
        PublicKey trusted,
        CancellationToken ct
    )
    {
        var found = new List<UntrustedImage>();
        foreach (var image in images)
        {
            if (await WhyNotAsync(image, trusted, ct) is { } reason)
                found.Add(new UntrustedImage(image, reason));
        }
        return found;
    }

    /// <summary>Why an image's signatures are not valid; null where one is.</summary>
    internal async Task<string?> WhyNotAsync(ImageReference image, PublicKey trusted, CancellationToken ct)
    {
        if (image.Digest is not { } digest)
            return "has no digest, so it is unknown what would run";
        var place = CosignTag.Of(image);
        var layers = await _store.ReadAsync(place, ct);
        var signatures = layers.Where(layer => layer.Content.MediaType == MediaTypes.SimpleSigning).ToList();
        if (signatures.Count == 0)
            return "is not signed";
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var signature in signatures.Take(MostSignatures))
        {
            if (await WhyNotAsync(place, signature, digest, trusted, ct) is not { } reason)
                return null;
            reasons.Add(reason);
        }
        return string.Join(", and ", reasons);
    }

    private async Task<string?> WhyNotAsync(
        ImageReference place,
        CosignLayer layer,
        Digest expected,
        PublicKey trusted,
        CancellationToken ct
    )
    {
        if (layer.Content.Size is < 0 or > LargestPayload)
            return $"has a signature whose payload is larger than {LargestPayload / 1024} KiB";
        var signature = new byte[layer.Signature?.Length ?? 0];
        if (!Convert.TryFromBase64String(layer.Signature ?? "", signature, out var length) || length == 0)
            return "has a signature that cannot be read";
        if (await registries.FindBlobAsync(place, layer.Content, LargestPayload, ct) is not { } payload)
            return "has a signature whose payload is missing";
        if (!trusted.Verifies(payload, signature.AsSpan(0, length)))
            return "is signed by another key, or its signature was tampered with";
        var signed = SimpleSigning.DigestIn(payload);
        return signed == expected ? null
            : signed is { } other ? $"carries the signature of another image ({other})"
            : "has a signature of something other than an image";
    }
}
