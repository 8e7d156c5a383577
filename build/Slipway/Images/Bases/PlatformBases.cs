using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Images.Bases;

/// <summary>Chooses the image of a base image that each platform is built on.</summary>
/// <param name="registries">Where it is.</param>
/// <param name="pinned">The base with its digest; null for an empty one.</param>
/// <param name="platforms">The platforms.</param>
internal sealed class PlatformBases(
    RegistryClient registries,
    ImageReference? pinned,
    IReadOnlyList<Platform> platforms
)
{
    /// <exception cref="Refusal">The base is not for one of them, or cannot be read.</exception>
    public async Task<IReadOnlyList<PlatformBase>> ReadAsync(CancellationToken ct)
    {
        var reader = new BaseImageReader(registries);
        return await Task.WhenAll(
            platforms.Select(async platform => new PlatformBase(
                platform,
                pinned is null ? null : await reader.ReadAsync(pinned, platform, ct)
            ))
        );
    }
}
