using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Images.Bases;

/// <summary>Reads what a base image is made of; its layers stay in the registry.</summary>
internal sealed class BaseImageReader(RegistryClient registries)
{
    private const int ConfigLimit = 8 * 1024 * 1024;

    /// <exception cref="Refusal">
    /// There is no such image, it is not for the platform, or the registry cannot be read.
    /// </exception>
    public async Task<BaseImage> ReadAsync(ImageReference reference, Platform platform, CancellationToken ct)
    {
        var received = await registries.FindManifestAsync(reference, ct)
            ?? throw BaseImageRefusal.Unknown(reference);
        try
        {
            if (received.IsIndex)
            {
                var index = ImageIndex.Parse(received.Bytes.Span);
                var chosen = index.For(platform)
                    ?? throw BaseImageRefusal.WrongPlatform(
                        reference,
                        platform,
                        index.Manifests.Select(m => m.Platform)
                    );
                var pinned = reference with { Digest = chosen.Digest };
                received = await registries.FindManifestAsync(pinned, ct)
                    ?? throw BaseImageRefusal.Unknown(pinned);
            }
            var manifest = ImageManifest.Parse(received.Bytes, received.MediaType);
            var config = ImageConfig.Parse(await ConfigAsync(reference, manifest.Config, ct));
            if (config.DiffIds.Count != manifest.Layers.Count)
                throw new FormatException("The number of its layers does not match its configuration.");
            if (config.Platform != platform.ToString())
                throw BaseImageRefusal.WrongPlatform(reference, platform, [config.Platform]);
            return new BaseImage(reference with { Digest = received.Digest }, manifest.Layers, config);
        }
        catch (FormatException e)
        {
            throw BaseImageRefusal.Broken(reference, e.Message);
        }
    }

    /// <summary>When an image, or the first of an index, was made; null where it does not say.</summary>
    /// <exception cref="Refusal">It cannot be read.</exception>
    public async Task<DateTimeOffset?> CreatedAsync(
        ImageReference reference,
        ReceivedManifest received,
        CancellationToken ct
    )
    {
        try
        {
            if (received.IsIndex)
            {
                var index = ImageIndex.Parse(received.Bytes.Span);
                var first = index.For(Platform.Default) ?? index.Manifests.FirstOrDefault().Manifest;
                if (first is null)
                    return null;
                var part = reference with { Digest = first.Digest };
                received = await registries.FindManifestAsync(part, ct)
                    ?? throw BaseImageRefusal.Unknown(part);
            }
            var manifest = ImageManifest.Parse(received.Bytes, received.MediaType);
            return ImageConfig.Parse(await ConfigAsync(reference, manifest.Config, ct)).Created;
        }
        catch (FormatException e)
        {
            throw BaseImageRefusal.Broken(reference, e.Message);
        }
    }

    private async Task<byte[]> ConfigAsync(
        ImageReference reference,
        Descriptor config,
        CancellationToken ct
    ) =>
        await registries.FindBlobAsync(reference, config, ConfigLimit, ct)
        ?? throw BaseImageRefusal.Broken(reference, "its configuration is missing.");
}
