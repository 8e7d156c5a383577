using Slipway.Environments;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Replaces the images that manifests name by service (<c>image: rating</c>) by full references with digest.
/// A pod template changes only when what its pods run changed: as long as the digest is the same, so is the
/// whole reference, with
/// the version under which that digest was first deployed.
/// </summary>
public static class ImagePinning
{
    /// <summary>Pins all images.</summary>
    /// <param name="objects">The manifests.</param>
    /// <param name="images">Each service's image for this release:
    /// <c>registry/app/rating:version@sha256:…</c>.</param>
    /// <param name="source">Where the manifests come from, for errors.</param>
    /// <param name="paths">Fields of custom resources that name images, as the environment says.</param>
    /// <exception cref="ImagesUnresolvedException">A manifest names an image that is neither a service's nor a full
    /// reference.</exception>
    public static PinnedManifests Pin(
        IReadOnlyList<KubeObject> objects,
        IReadOnlyDictionary<string, ImageReference> images,
        string source,
        IReadOnlyList<ImagePath>? paths = null
    )
    {
        var used = new SortedDictionary<string, ImageReference>(StringComparer.Ordinal);
        var (mistakes, warnings) = (new List<string>(), new List<string>());
        var pinned = objects.Select(Pinned).ToList();
        return mistakes.Count == 0
            ? new PinnedManifests(pinned, used, warnings)
            : throw new ImagesUnresolvedException(mistakes, source);

        KubeObject Pinned(KubeObject obj) =>
            obj.WithAny(json =>
            {
                var any = false;
                foreach (var field in ImageFields.In(obj.GroupKind, json, paths ?? []))
                {
                    var advice = ImageAdvice.On(field, obj.GroupKind, [.. images.Keys]);
                    if (advice.Service is { } service)
                    {
                        used[service] = images[service];
                        field.Holder[field.Name] = images[service].ToString();
                        any = true;
                    }
                    else if (advice.Sentence is { } sentence)
                        (advice.IsMistake ? mistakes : warnings).Add(
                            $"{obj.Display}, {field.Where}: {sentence}"
                        );
                }
                return any;
            });
    }

    /// <summary>
    /// The reference to deploy: the one by which this digest was deployed before, else the new one.
    /// </summary>
    public static ImageReference Kept(ImageReference image, IReadOnlyList<ImageReference> deployed) =>
        deployed.FirstOrDefault(d => d.Digest is not null && d.Digest == image.Digest && d.Name == image.Name)
        ?? image;
}

/// <summary>Manifests with all images pinned.</summary>
/// <param name="Objects">The manifests.</param>
/// <param name="Images">The services that they run, with the references that they carry.</param>
/// <param name="Warnings">
/// Foreign images without a digest, and fields of custom resources that may name a service.
/// </param>
public sealed record PinnedManifests(
    IReadOnlyList<KubeObject> Objects,
    IReadOnlyDictionary<string, ImageReference> Images,
    IReadOnlyList<string> Warnings
);

/// <summary>Manifests contain images that cannot be pinned.</summary>
public sealed class ImagesUnresolvedException(IReadOnlyList<string> mistakes, string source)
    : Refusal(
        string.Join('\n', mistakes),
        source,
        "Use a service of this repository, or the full reference of a third-party image."
    )
{
    /// <summary>Each mistake with its object and container.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
