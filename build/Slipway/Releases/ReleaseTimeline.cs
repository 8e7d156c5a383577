using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>What an application's history means for the next release. Pure.</summary>
/// <param name="History">All releases that are kept and can be read, the newest first.</param>
/// <param name="NextRevision">The number of the next one.</param>
public sealed record ReleaseTimeline(IReadOnlyList<RecordedRelease> History, int NextRevision)
{
    /// <summary>Nothing was ever released.</summary>
    public static ReleaseTimeline Empty { get; } = new([], 1);

    /// <summary>The release that runs for all traffic; null where none ever did.</summary>
    public RecordedRelease? Running { get; } =
        History.FirstOrDefault(r => r.Release.State == ReleaseState.Deployed);

    /// <summary>The newest release that is not a canary; null where there is none.</summary>
    public RecordedRelease? Newest { get; } =
        History.FirstOrDefault(r => r.Release.Kind != ReleaseKind.Canary);

    /// <summary>
    /// The canary that waits for its verdict, its promotion or its end; null where there is none.
    /// </summary>
    public RecordedRelease? Canary { get; } =
        History.FirstOrDefault(r => r.Release is { State: ReleaseState.Pending, Kind: ReleaseKind.Canary });

    /// <summary>Releases whose command was killed: pending, and no one holds the lock.</summary>
    public IReadOnlyList<RecordedRelease> Unfinished { get; } =
    [.. History.Where(r => r.Release is { State: ReleaseState.Pending, Kind: not ReleaseKind.Canary })];

    /// <summary>
    /// Releases that claim to run besides the one that does: the command that replaced them was killed.
    /// </summary>
    public IReadOnlyList<RecordedRelease> Outrun { get; } =
    [.. History.Where(r => r.Release.State == ReleaseState.Deployed).Skip(1)];

    /// <summary>
    /// A release that runs but whose command was killed before it had noted that on the one before; null for
    /// none.
    /// </summary>
    public RecordedRelease? JustFinished => Outrun.Count > 0 && IsSettled ? Running : null;

    /// <summary>
    /// A promotion that was killed or failed, and that nothing came after; null where there is none.
    /// </summary>
    public RecordedRelease? BrokenPromotion { get; } =
        History
            .Take(1)
            .FirstOrDefault(r =>
                r.Release is { Kind: ReleaseKind.Promote, State: ReleaseState.Pending or ReleaseState.Failed }
            );

    /// <summary>
    /// Everything that may be in the cluster by our hand: the objects of the running release, and of those
    /// started since, whatever became of them. Of each object the newest.
    /// </summary>
    public IReadOnlyList<KubeObject> Objects { get; } =
    [
        .. History
            .TakeWhile(r => r.Release.State != ReleaseState.Deployed)
            .Concat(History.Where(r => r.Release.State == ReleaseState.Deployed).Take(1))
            .SelectMany(r => r.Release.Manifests)
            .DistinctBy(ObjectKey.Of),
    ];

    /// <summary>
    /// What had left the manifests and was kept in the cluster: as the running release remembers it, and those
    /// started since.
    /// </summary>
    public IReadOnlyList<KeptObject> Kept { get; } =
    [
        .. History
            .TakeWhile(r => r.Release.State != ReleaseState.Deployed)
            .Concat(History.Where(r => r.Release.State == ReleaseState.Deployed).Take(1))
            .SelectMany(r => r.Release.Kept)
            .DistinctBy(k => k.Key.Identity),
    ];

    /// <summary>
    /// The references by which images were deployed: first those of releases that ran well, the newest first.
    /// Those of others count too, since some of their workloads may have come to run.
    /// </summary>
    public IReadOnlyList<ImageReference> Images { get; } =
    [.. History.OrderBy(r => r.Release.WasGood ? 0 : 1).SelectMany(r => r.Release.Images.Values).Distinct()];

    /// <summary>
    /// The Jobs before the workloads that have succeeded, in any release. One that came to run, did so after all of
    /// its own, which records of earlier versions do not list; a rollback runs none.
    /// </summary>
    public IReadOnlySet<HookRun> HookRuns { get; } =
        History
            .Select(r => r.Release)
            .SelectMany(r =>
                r
                    is {
                        Kind: ReleaseKind.Deploy or ReleaseKind.Promote,
                        State: ReleaseState.Deployed or ReleaseState.Superseded or ReleaseState.RolledBack
                    }
                    ? r.Hooks.Concat(r.Manifests.Where(HookJob.Is).Select(HookRun.Of))
                    : r.Hooks
            )
            .ToHashSet();

    /// <summary>Whether the running release is the newest one, and so nothing was left half done.</summary>
    public bool IsSettled => Running is not null && History[0] == Running;

    /// <summary>
    /// Whether what serves all traffic is one release and not a mixture: none that failed or was killed came
    /// after it.
    /// </summary>
    public bool IsWhole => Running is not null && Newest == Running;

    /// <summary>The names of the Secrets that no command reads any more, and the next trim deletes.</summary>
    public IReadOnlyList<string> Expendable { get; init; } = [];

    /// <summary>What a history means.</summary>
    public static ReleaseTimeline Of(HistoryPage page) =>
        new(page.Releases, ReleaseHistory.NextRevision(page)) { Expendable = page.Expendable };

    /// <summary>The same history once a release is recorded, for the first time or as it is now.</summary>
    public ReleaseTimeline With(RecordedRelease recorded)
    {
        var revision = recorded.Release.Revision;
        return new ReleaseTimeline(
            [
                .. History
                    .Where(r => r.Release.Revision != revision)
                    .Append(recorded)
                    .OrderByDescending(r => r.Release.Revision),
            ],
            Math.Max(NextRevision, revision + 1)
        )
        {
            Expendable = Expendable,
        };
    }
}
