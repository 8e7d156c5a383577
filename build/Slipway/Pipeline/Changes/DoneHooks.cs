using Slipway.Manifests;
using Slipway.Releases;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Which of the Jobs that run before the workloads have run already. The records decide, not the cluster: a Job that
/// succeeded may be gone, or have been replaced by one with another content. Pure.
/// </summary>
internal static class DoneHooks
{
    /// <summary>Whether an object is such a Job, and is not to be written again.</summary>
    /// <param name="obj">The object as it shall be.</param>
    /// <param name="live">The object as it is; null where there is none.</param>
    /// <param name="timeline">What was released before.</param>
    public static bool Contain(KubeObject obj, KubeObject? live, ReleaseTimeline timeline) =>
        HookJob.Is(obj)
        && timeline.HookRuns.Contains(HookRun.Of(obj))
        // One that failed or still runs is in the way of the release, whatever it contains.
        && (live is null || Readiness.Of(live).State == ReadinessState.Ready);

    /// <summary>Those of a release that have run, for its record: the ones before it may be trimmed.</summary>
    public static IReadOnlyList<HookRun> Of(IReadOnlyList<KubeObject> release, ReleaseTimeline timeline) =>
        [.. release.Where(HookJob.Is).Select(HookRun.Of).Where(timeline.HookRuns.Contains)];
}
