using System.Collections.Concurrent;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Images.Bases;

/// <summary>
/// Finds the digest of base images: that of the reference itself, else the locked one, else what the registry
/// has today, which is reported.
/// </summary>
internal sealed class BasePins(BaseLock locked, RegistryClient registries, IReporter reporter)
{
    private readonly ConcurrentDictionary<string, Task<Digest?>> _found = new(StringComparer.Ordinal);

    /// <summary>The image with its digest.</summary>
    /// <exception cref="Refusal">
    /// It is not locked, and its registry has none or cannot be reached.
    /// </exception>
    public async Task<ImageReference> PinAsync(ImageReference image, CancellationToken ct)
    {
        if (image.Digest is not null)
            return image;
        return image with
        {
            Digest = locked.Find(image)
                ?? await LookUpAsync(image, ct)
                ?? throw BaseImageRefusal.Unknown(image),
        };
    }

    /// <summary>The image with its digest; null where it is unknown.</summary>
    public async Task<ImageReference?> TryPinAsync(ImageReference image, CancellationToken ct)
    {
        try
        {
            return await PinAsync(image, ct);
        }
        catch (Refusal refusal) when (refusal is RegistryRefusal or BaseImageRefusal)
        {
            reporter.Warning($"{image} is not locked, and its digest could not be resolved: {refusal.What}");
            return null;
        }
    }

    private Task<Digest?> LookUpAsync(ImageReference image, CancellationToken ct) =>
        _found.GetOrAdd(image.ToString(), async _ =>
        {
            var digest = await registries.FindDigestAsync(image, ct);
            if (digest is not null)
            {
                reporter.Warning(
                    $"The base image {image} is not locked; it currently resolves to {digest}. To keep "
                        + "building on that one, run ./build.sh UpdateBaseImages and commit "
                        + $"{BaseLock.FileName}, or reference it by digest."
                );
            }
            return digest;
        });
}
