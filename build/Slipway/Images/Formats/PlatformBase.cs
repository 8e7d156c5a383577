using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>A platform, and what images for it are built on.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Base">The base for this platform; null for an empty one.</param>
internal sealed record PlatformBase(Platform Platform, BaseImage? Base);
