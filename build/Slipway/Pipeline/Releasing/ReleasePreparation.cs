using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Releases;
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
);

/// <summary>
/// Creates the objects of a release: rendered, pinned, labelled and checked. Writes nothing.
/// </summary>
public sealed class ReleasePreparation(DeliveryContext context, ManifestRenderer? renderer = null)
{
    /// <summary>Prepares a release from the environment's overlay.</summary>
    /// <exception cref="Refusal">The manifests do not render, name unknown images, or cannot
    /// work.</exception>
    public async Task<DesiredRelease> PrepareAsync(ReleaseSource source, CancellationToken cancellation)
    {
        var overlay = context.Environment.Overlay;
        var rendering = (renderer ?? new ManifestRenderer()).RenderAsync(
            overlay,
            context.Namespace,
            cancellation
        );
        var history = await context.History.ListAsync(cancellation);
        foreach (var damaged in history.Damaged)
            context.Reporter.Warning(
                $"The record of revision {damaged.Revision} cannot be read: {damaged.Reason}"
            );

        var timeline = ReleaseTimeline.Of(history);
        var placed = await PlaceAsync(await rendering, cancellation);
        var pinned = ImagePinning.Pin(placed, source.Images, timeline.Images, overlay);
        foreach (var warning in pinned.Warnings)
            context.Reporter.Warning(warning);

        var marked = ManifestLabels.Mark(pinned.Objects, context.App, source.Version, source.Commit);
        var mistakes = ManifestValidation.Check(marked);
        if (mistakes.Any(m => m.IsFatal))
            throw new ManifestsInvalidException([.. mistakes.Where(m => m.IsFatal)], overlay);
        foreach (var doubt in mistakes)
            context.Reporter.Warning($"{doubt.Object}: {doubt.Message}");

        var objects = DesiredObjects.KeepUnchanged(marked, timeline.Running?.Release.Manifests ?? []);
        return new DesiredRelease(source.Version, source.Commit, source.Author, pinned.Images, objects);
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
