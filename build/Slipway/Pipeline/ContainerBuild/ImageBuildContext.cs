using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>What the builders of one run share.</summary>
/// <param name="Layout">Where images go.</param>
/// <param name="Cache">Layers that are there.</param>
/// <param name="Store">Takes down what images were made from.</param>
/// <param name="Bases">What to build for, and on.</param>
/// <param name="States">The services as they were when the build began.</param>
/// <param name="Began">When that was.</param>
/// <param name="Reporter">Hears how it goes.</param>
internal sealed record ImageBuildContext(
    OciLayout Layout,
    LayerCache Cache,
    InputStore Store,
    IReadOnlyList<PlatformBase> Bases,
    IReadOnlyDictionary<string, ServiceState> States,
    DateTimeOffset Began,
    IReporter Reporter
)
{
    /// <summary>One image for one platform; with more platforms an index of them.</summary>
    public Descriptor Combine(IReadOnlyList<(Platform Platform, Descriptor Manifest)> parts) =>
        parts.Count == 1 ? parts[0].Manifest : Layout.Add(MediaTypes.Index, ImageIndex.Create(parts));

    /// <summary>Remembers what an image was made from.</summary>
    public void Remember(string service, Descriptor image) =>
        Store.Save(service, new InputRecord(image.Digest, States[service].Inputs));
}
