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
);
