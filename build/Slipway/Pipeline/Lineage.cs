using Slipway.Kubernetes;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>What an application's history means for the next release. Pure.</summary>
/// <param name="History">All releases, the newest first.</param>
public sealed record Lineage(IReadOnlyList<RecordedRelease> History)
{
    /// <summary>The release that runs for all traffic; null where none ever did.</summary>
    public RecordedRelease? Running { get; } = History.FirstOrDefault(r => r.Release.State == ReleaseState.Deployed);

    /// <summary>The canary that waits for its verdict, its promotion or its end; null where there is none.</summary>
    public RecordedRelease? Canary { get; } = History.FirstOrDefault(
        r => r.Release is { State: ReleaseState.Pending, Kind: ReleaseKind.Canary });

    /// <summary>Releases whose command was killed: pending, and nobody holds the lock.</summary>
    public IReadOnlyList<RecordedRelease> Unfinished { get; } =
        [.. History.Where(r => r.Release.State == ReleaseState.Pending && r.Release.Kind != ReleaseKind.Canary)];

    /// <summary>
    /// Everything that may be in the cluster by our hand: the objects of the running release, and of those begun since,
    /// whatever became of them. Of each object the newest.
    /// </summary>
    public IReadOnlyList<KubeObject> Objects { get; } =
    [
        .. History.TakeWhile(r => r.Release.State != ReleaseState.Deployed)
            .Concat(History.Where(r => r.Release.State == ReleaseState.Deployed).Take(1))
            .SelectMany(r => r.Release.Manifests)
            .DistinctBy(ObjectKey.Of),
    ];

    /// <summary>The references by which images were deployed, the newest first.</summary>
    public IReadOnlyList<ImageReference> Images { get; } =
        [.. History.Where(r => r.Release.WasGood).SelectMany(r => r.Release.Images.Values).Distinct()];

    /// <summary>Whether the running release is the newest one, and so nothing was left half done.</summary>
    public bool IsSettled => Running is not null && History[0] == Running;
}
