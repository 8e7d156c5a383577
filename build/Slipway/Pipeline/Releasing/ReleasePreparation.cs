using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>Where a release comes from.</summary>
/// <param name="Version">Its semantic version.</param>
/// <param name="Commit">The commit that its images were built from; null where they were built from
/// none.</param>
/// <param name="Author">Who wrote that commit; null where it is not known.</param>
/// <param name="Images">Each service's image.</param>
public sealed record ReleaseSource(
    string Version,
    string? Commit,
    string? Author,
    IReadOnlyDictionary<string, ImageReference> Images
)
{
    /// <summary>The bundle that its manifests are rendered from, by digest; null where there is none.</summary>
    public ImageReference? Bundle { get; init; }
}

/// <summary>
/// Makes the objects of a release out of rendered manifests: pinned, labelled and checked. Writes nothing.
/// </summary>
public sealed class ReleasePreparation(DeliveryContext context)
{
    /// <summary>
    /// Prepares a release. What it keeps of earlier ones, <see cref="DesiredRelease.After"/> decides.
    /// </summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="rendered">The objects of the environment's overlay.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Refusal">The manifests name unknown images, or cannot work.</exception>
    public async Task<DesiredRelease> PrepareAsync(
        ReleaseSource source,
        IReadOnlyList<KubeObject> rendered,
        CancellationToken cancellation
    )
    {
        var overlay = context.Environment.Overlay;
        var placed = await PlaceAsync(rendered, cancellation);
        var pinned = ImagePinning.Pin(placed, source.Images, overlay, context.Environment.ImagePaths);
        foreach (var warning in pinned.Warnings)
            context.Reporter.Warning(warning);

        var marked = ManifestLabels.Mark(pinned.Objects, context.App, source.Version, source.Commit);
        var mistakes = ManifestValidation.Check(marked);
        if (mistakes.Any(m => m.IsFatal))
            throw new ManifestsInvalidException([.. mistakes.Where(m => m.IsFatal)], overlay);
        foreach (var doubt in mistakes)
            context.Reporter.Warning($"{doubt.Object}: {doubt.Message}");

        return new DesiredRelease(source.Version, source.Commit, source.Author, pinned.Images, marked)
        {
            Bundle = source.Bundle,
        };
    }

    // Only the cluster knows for sure which kinds live in namespaces; those it does not serve yet come with
    // the release.
    private async Task<IReadOnlyList<KubeObject>> PlaceAsync(
        IReadOnlyList<KubeObject> objects,
        CancellationToken cancellation
    )
    {
        var kinds = await context.Cluster.KindsAsync(cancellation);
        var scopes = kinds.ToLookup(k => (k.ApiVersion, k.Kind), k => k.Namespaced);
        return [.. objects.Select(o => Place(o, scopes[(o.ApiVersion, o.Kind)].ToList()))];
    }

    private KubeObject Place(KubeObject obj, IReadOnlyList<bool> namespaced) =>
        namespaced switch
        {
            [false, ..] when obj.Namespace is not null => obj.With(json =>
                json["metadata"]!.AsObject().Remove("namespace")
            ),
            [true, ..] when obj.Namespace is null => obj.With(json =>
                json["metadata"]!["namespace"] = context.Namespace
            ),
            _ => obj,
        };
}
