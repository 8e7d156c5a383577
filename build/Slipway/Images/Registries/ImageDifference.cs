using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>Says in a few words what two images differ in, from their manifests alone. Pure.</summary>
internal static class ImageDifference
{
    /// <summary>
    /// What is different, as <c>the base image, 1 of 3 layers</c>; empty where it is unknown.
    /// </summary>
    /// <param name="theirs">The manifest or index of one.</param>
    /// <param name="ours">That of the other.</param>
    public static string Describe(ReceivedManifest theirs, ReceivedManifest ours)
    {
        try
        {
            if (theirs.IsIndex != ours.IsIndex)
                return "the platforms: only one of them is multi-platform";
            return string.Join(
                ", ",
                ours.IsIndex
                    ? Of(ImageIndex.Parse(theirs.Bytes.Span), ImageIndex.Parse(ours.Bytes.Span))
                    : Of(
                        ImageManifest.Parse(theirs.Bytes, theirs.MediaType),
                        ImageManifest.Parse(ours.Bytes, ours.MediaType)
                    )
            );
        }
        catch (FormatException)
        {
            // Whatever is under that tag, it is not an image that can be compared.
            return "";
        }
    }

    private static IEnumerable<string> Of(ImageIndex theirs, ImageIndex ours) =>
        ours
            .Manifests.Concat(theirs.Manifests)
            .Select(entry => entry.Platform)
            .Distinct()
            .Where(platform => DigestOf(theirs, platform) != DigestOf(ours, platform))
            .Select(platform => $"the image for {platform}")
            .DefaultIfEmpty("only the encoding of the index");

    private static Digest? DigestOf(ImageIndex index, string platform) =>
        index.Manifests.FirstOrDefault(entry => entry.Platform == platform).Manifest?.Digest;

    private static IEnumerable<string> Of(ImageManifest theirs, ImageManifest ours)
    {
        var found = new List<string>();
        if (BaseOf(theirs) != BaseOf(ours))
            found.Add("the base image");
        var known = theirs.Layers.Select(layer => layer.Digest).ToHashSet();
        var other = ours.Layers.Count(layer => !known.Contains(layer.Digest));
        if (other > 0)
            found.Add($"{other} of {ours.Layers.Count} layers");
        else if (theirs.Layers.Count != ours.Layers.Count)
            found.Add($"{Math.Abs(theirs.Layers.Count - ours.Layers.Count)} layers more or fewer");
        else if (theirs.Config.Digest != ours.Config.Digest)
            found.Add("the configuration (variables, labels, entry point)");
        return found.DefaultIfEmpty("only the encoding of the manifest");
    }

    private static string? BaseOf(ImageManifest manifest) =>
        manifest.Annotations.GetValueOrDefault(Annotations.BaseDigest);
}
