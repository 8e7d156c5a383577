using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>What would become of one object of a release.</summary>
/// <param name="Desired">The object as its manifest says.</param>
/// <param name="Live">The object as it is; null where there is none.</param>
/// <param name="Applied">Its manifest in the release that runs; null where it was not in it.</param>
/// <param name="Result">
/// The object as the API server says that it would be; null where it could not be asked, since the object is
/// replaced, or its kind or namespace comes with the release.
/// </param>
public sealed record ObjectPreview(
    KubeObject Desired,
    KubeObject? Live,
    KubeObject? Applied,
    KubeObject? Result
)
{
    /// <summary>What of it is not as its manifest says, and why, in one sentence; null where nothing is.</summary>
    public string? Kept { get; init; }
}
