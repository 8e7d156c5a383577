using Slipway.Environments;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Finds what is wrong with rendered manifests before any image of them was built. Pure.</summary>
public static class ManifestCheck
{
    private static readonly Digest s_unbuilt = Digest.Of([]);

    /// <summary>
    /// Every mistake that can be found without images and without a cluster, all at once: one refusal for images
    /// that are neither services nor full references, one for objects that cannot work. It needs only the names of
    /// the services, so it can run before the first of them is compiled; a release is checked again when its
    /// images are known, with the same result.
    /// </summary>
    /// <param name="objects">The rendered manifests, in their namespaces.</param>
    /// <param name="services">The services that will have images.</param>
    /// <param name="source">Where the manifests come from, for errors.</param>
    /// <param name="paths">Fields of custom resources that name images, as the environment says.</param>
    /// <returns>Why the release would be refused; none where nothing is known against it.</returns>
    public static IReadOnlyList<Refusal> Find(
        IReadOnlyList<KubeObject> objects,
        IReadOnlyList<string> services,
        string source,
        IReadOnlyList<ImagePath> paths
    )
    {
        var refusals = new List<Refusal>();
        try
        {
            ImagePinning.Pin(objects, services.Distinct().ToDictionary(name => name, Unbuilt), source, paths);
        }
        catch (ImagesUnresolvedException images)
        {
            refusals.Add(images);
        }
        var mistakes = ManifestValidation.CheckUnpinned(objects).Where(mistake => mistake.IsFatal).ToList();
        if (mistakes.Count > 0)
            refusals.Add(new ManifestsInvalidException(mistakes, source));
        return refusals;
    }

    // Never seen by anyone: what is pinned to it is thrown away.
    private static ImageReference Unbuilt(string service) => new("unbuilt.invalid", service, null, s_unbuilt);
}
