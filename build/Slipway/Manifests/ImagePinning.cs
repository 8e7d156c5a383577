using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Replaces the images that manifests name by service (<c>image: rating</c>) by full references with digest.
/// A pod template changes only when what its pods run changed: as long as the digest is the same, so is the
/// whole reference, with
/// the version under which that digest was first deployed.
/// </summary>
public static partial class ImagePinning
{
    /// <summary>Pins all images.</summary>
    /// <param name="objects">The manifests.</param>
    /// <param name="images">Each service's image for this release:
    /// <c>registry/app/rating:version@sha256:…</c>.</param>
    /// <param name="source">Where the manifests come from, for errors.</param>
    /// <exception cref="ImagesUnresolvedException">A manifest names an image that is neither a service's nor a full
    /// reference.</exception>
    public static PinnedManifests Pin(
        IReadOnlyList<KubeObject> objects,
        IReadOnlyDictionary<string, ImageReference> images,
        string source
    )
    {
        var used = new SortedDictionary<string, ImageReference>(StringComparer.Ordinal);
        var (mistakes, warnings) = (new List<string>(), new List<string>());
        var pinned = objects
            .Select(o =>
                PodTemplates.PathOf(o) is { } path
                    ? o.With(json =>
                    {
                        foreach (var (container, holder, field) in PodTemplates.Images(json, path))
                            Pin(holder, field, $"{o.Display}, container {container}");
                    })
                    : o
            )
            .ToList();
        return mistakes.Count == 0
            ? new PinnedManifests(pinned, used, warnings)
            : throw new ImagesUnresolvedException(mistakes, source);

        void Pin(JsonObject holder, string field, string where)
        {
            var text = (string?)holder[field] ?? "";
            if (
                Bare().Match(text) is { Success: true } bare
                && images.TryGetValue(bare.Groups[1].Value, out var reference)
            )
            {
                used[bare.Groups[1].Value] = reference;
                holder[field] = reference.ToString();
            }
            else if (Problem(text, images.Keys) is { } problem)
            {
                mistakes.Add($"{where}: {problem}");
            }
            else if (ImageReference.Parse(text).Digest is null)
            {
                warnings.Add(
                    $"{where}: image '{text}' has no digest, so its content may change without notice."
                );
            }
        }
    }

    /// <summary>
    /// The reference to deploy: the one by which this digest was deployed before, else the new one.
    /// </summary>
    public static ImageReference Kept(ImageReference image, IReadOnlyList<ImageReference> deployed) =>
        deployed.FirstOrDefault(d => d.Digest is not null && d.Digest == image.Digest && d.Name == image.Name)
        ?? image;

    private static string? Problem(string text, IEnumerable<string> services)
    {
        if (text.Length == 0)
            return "it sets no image.";
        if (ImageReference.TryParse(text, out var reference))
            return reference is { Tag: null, Digest: null }
                ? $"image '{text}' has neither tag nor digest, which means whatever is the latest."
                : null;
        if (services.Any(s => text.StartsWith(s + ":", StringComparison.Ordinal)))
        {
            return $"image '{text}' has a version; "
                + "write only the service name, the release sets the version.";
        }
        return Name().IsMatch(text)
            ? $"image '{text}' is not a service ({string.Join(", ", services.Order(StringComparer.Ordinal))}) "
                + "and has no registry; a third-party image needs its full reference, "
                + $"for example 'docker.io/library/{text}'."
            : $"image '{text}' is not an image reference.";
    }

    [GeneratedRegex("^([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?::latest)?$")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^[a-z0-9._/-]+(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$")]
    private static partial Regex Name();
}

/// <summary>Manifests with all images pinned.</summary>
/// <param name="Objects">The manifests.</param>
/// <param name="Images">The services that they run, with the references that they carry.</param>
/// <param name="Warnings">Foreign images without a digest.</param>
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
