using Slipway.Kubernetes.Objects;
using Slipway.Releases;

namespace Slipway.Pipeline.Planning;

/// <summary>Finds out whether a plan still says what would be done. Pure.</summary>
internal static class PlanComparison
{
    /// <summary>What is different, a sentence each; none where the plan holds.</summary>
    /// <param name="plan">What was approved.</param>
    /// <param name="now">What would be done now.</param>
    /// <param name="timeline">What was released before.</param>
    public static IReadOnlyList<string> Differences(
        ReleasePlan plan,
        ReleasePlan now,
        ReleaseTimeline timeline
    )
    {
        List<string> found = [];
        if ((plan.Version, plan.Commit) != (now.Version, now.Commit))
            found.Add($"it deploys {Name(plan)}, and this is {Name(now)}");
        // After another release, objects differ because of that.
        if (plan.Revision != now.Revision)
            return [.. found, Other(plan.Revision, now.Revision, timeline)];
        return [.. found, .. Objects(plan, now)];
    }

    private static string Other(int planned, int next, ReleaseTimeline timeline) =>
        timeline.History.FirstOrDefault(r => r.Release.Revision == planned) is { Release: var taken }
            ? $"it was made for revision {planned}, which is {taken.Version} by {taken.RanBy} now "
                + $"({taken.State.Word()})"
            : $"it was made for revision {planned}, and the next one is {next}";

    private static IEnumerable<string> Objects(ReleasePlan plan, ReleasePlan now)
    {
        var planned = plan.Objects.ToDictionary(o => o.Key);
        var present = now.Objects.ToDictionary(o => o.Key);
        var keys = planned.Keys.Union(present.Keys).OrderBy(k => $"{k}", StringComparer.Ordinal).ToList();
        foreach (var key in keys)
        {
            var why = (planned.GetValueOrDefault(key), present.GetValueOrDefault(key)) switch
            {
                (null, { } found) => $"{found.Change.Word()} now, and not in the plan",
                ({ } before, null) => $"{before.Change.Word()} in the plan, and not there now",
                ({ } before, { } found) => Difference(before, found),
                _ => null,
            };
            if (why is not null)
                yield return $"{ObjectSummary.NameAmong(keys, key)}: {why}";
        }
    }

    private static string? Difference(PlannedObject plan, PlannedObject now) =>
        plan.Change != now.Change ? $"{plan.Change.Word()} in the plan, and {now.Change.Word()} now"
        : plan.Manifest != now.Manifest ? "its manifest is not the one of the plan"
        : plan.Live?.Uid != now.Live?.Uid ? "it was deleted and created again since the plan was made"
        : plan.Live != now.Live ? "it was changed in the cluster since the plan was made"
        : null;

    private static string Name(ReleasePlan plan) =>
        plan.Commit is { } commit ? $"{plan.Version} of commit {commit}" : plan.Version;
}
