using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>What a release no longer has.</summary>
/// <param name="Removed">What is deleted once the release runs.</param>
/// <param name="Kept">What stays all the same: what left with this release, and before it.</param>
/// <param name="NewlyKept">Of these, what left with this release.</param>
/// <param name="Readopted">What had left before, and is part of the release again.</param>
public sealed record Departures(
    IReadOnlyList<ObjectKey> Removed,
    IReadOnlyList<KeptObject> Kept,
    IReadOnlyList<KeptObject> NewlyKept,
    IReadOnlyList<ObjectKey> Readopted
)
{
    /// <summary>What was found by its labels alone, since no release record explains it.</summary>
    public IReadOnlyList<KubeObject> Unrecorded { get; init; } = [];

    /// <summary>Nothing left.</summary>
    public static Departures None { get; } = new([], [], [], []);

    /// <summary>Whether the release differs in this from the one before.</summary>
    public bool IsEmpty => Removed.Count == 0 && NewlyKept.Count == 0 && Readopted.Count == 0;
}
