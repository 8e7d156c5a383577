using Slipway.Kubernetes.Objects;

namespace Slipway.Pipeline.Planning;

/// <summary>Finds out whether a plan still says what would be done. Pure.</summary>
internal static class PlanComparison
{
    /// <summary>What is different, a sentence each; none where the plan holds.</summary>
    /// <param name="plan">What was approved.</param>
    /// <param name="now">What would be done now.</param>
    public static IReadOnlyList<string> Differences(ReleasePlan plan, ReleasePlan now) =>
        [.. Release(plan, now), .. Objects(plan, now)];

    private static IEnumerable<string> Release(ReleasePlan plan, ReleasePlan now)
    {
        if ((plan.Version, plan.Commit) != (now.Version, now.Commit))
            yield return $"it deploys {Name(plan)}, and this is {Name(now)}";
        if (plan.Revision != now.Revision)
            yield return $"it is for revision {plan.Revision}, and the next one is {now.Revision}: "
                + "there was another release in between";
    }

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
