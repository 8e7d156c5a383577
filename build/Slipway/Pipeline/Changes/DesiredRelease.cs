using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>The desired state of a release.</summary>
/// <param name="Version">Its semantic version.</param>
/// <param name="Commit">The commit that it was made from; null where it was made from none.</param>
/// <param name="Author">Who wrote that commit; null where it is not known.</param>
/// <param name="Images">Each service's image, with version tag and digest.</param>
/// <param name="Objects">All its objects: labelled, images pinned, in their namespace.</param>
public sealed record DesiredRelease(
    string Version,
    string? Commit,
    string? Author,
    IReadOnlyDictionary<string, ImageReference> Images,
    IReadOnlyList<KubeObject> Objects
)
{
    /// <summary>
    /// Why it may follow a commit that it does not contain; null where it contains it.
    /// </summary>
    public string? AllowedOlder { get; init; }

    /// <summary>The bundle that its objects were rendered from, by digest; null where there is none.</summary>
    public ImageReference? Bundle { get; init; }

    /// <summary>What is no longer among its objects, and stays in the cluster all the same.</summary>
    public IReadOnlyList<KeptObject> Kept { get; init; } = [];

    /// <summary>A release that is recorded, to be released again.</summary>
    public static DesiredRelease Of(Release release) =>
        new(release.Version, release.ManifestCommit, release.Author, release.Images, release.Manifests)
        {
            Bundle = release.Bundle,
        };

    /// <summary>
    /// The same release as the one that follows a history: an image is written as it was when its digest was
    /// first deployed, and an object that would change by its notes alone stays as it is. Pure.
    /// </summary>
    /// <param name="timeline">The history, read under the lock: before, it may be out of date by the time that
    /// the release begins.</param>
    public DesiredRelease After(ReleaseTimeline timeline)
    {
        var spelling = new ImageSpelling(timeline.Objects, timeline.Images);
        return this with
        {
            Images = new SortedDictionary<string, ImageReference>(
                Images.ToDictionary(i => i.Key, i => spelling.Of(i.Value)),
                StringComparer.Ordinal
            ),
            Objects = DesiredObjects.KeepUnchanged(
                spelling.Of(Objects),
                timeline.Running?.Release.Manifests ?? []
            ),
        };
    }
}
