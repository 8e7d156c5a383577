using Slipway.Images.Formats;
using Slipway.Services;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>An image that is tested.</summary>
/// <param name="Service">Its service.</param>
/// <param name="Image">The image, or the index of which a place takes its own platform's.</param>
public sealed record TestedImage(Service Service, BuiltImage Image)
{
    /// <summary>The service's name.</summary>
    public string Name => Service.Name;

    internal ContainerTestSettings Settings => Service.ContainerTest;

    /// <summary>The image of a platform; the first one where an index has none of it.</summary>
    internal BuiltImage For(string platform) =>
        Image.Parts.Count == 0
            ? Image
            : Image.Parts.FirstOrDefault(part => ImageRun.Of(part).Platform == platform) ?? Image.Parts[0];
}
