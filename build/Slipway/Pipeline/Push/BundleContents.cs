using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Manifests;
using Slipway.SupplyChain.Bundles;
using Slipway.Versioning;

namespace Slipway.Pipeline.Push;

/// <summary>Puts a release's bundle together.</summary>
public static class BundleContents
{
    /// <summary>The bundle of a version.</summary>
    /// <param name="app">The application.</param>
    /// <param name="version">The version of what is checked out.</param>
    /// <param name="images">The services' images.</param>
    /// <param name="outputDirectory">The layout that the images are in.</param>
    /// <param name="manifests">What manifests are rendered from.</param>
    public static ReleaseBundle Of(
        string app,
        SourceVersion version,
        IReadOnlyList<BuiltImage> images,
        string outputDirectory,
        ManifestTree manifests
    )
    {
        var inputs = new InputStore(new OciLayout(outputDirectory).Folder);
        return new ReleaseBundle(
            app,
            version.FullSemVer,
            version.Commit,
            version.Author,
            images.ToDictionary(
                image => image.Service,
                image => new BundledImage(
                    image.Digest,
                    inputs.Find(image.Service) is { } record && record.Image == image.Digest
                        ? record.Inputs.Digest
                        : null
                )
            ),
            manifests.Files
        );
    }
}
