namespace Nuke.Common.Execution;

/// <summary>Decides which targets are skipped before the first one runs, and says why.</summary>
internal static class TargetSkipping
{
    /// <param name="plan">The targets, all scheduled.</param>
    /// <param name="skipped">Names from <c>--skip</c>; none means all that were not invoked; null means
    /// nothing.</param>
    /// <param name="succeeded">Names of targets that succeeded in the attempt that is continued.</param>
    internal static void Apply(
        IReadOnlyCollection<ExecutableTarget> plan,
        IReadOnlyList<string> skipped,
        IReadOnlyCollection<string> succeeded
    )
    {
        foreach (var target in plan)
        {
            if (succeeded.Contains(target.Name))
                target.Status = ExecutionStatus.Skipped;
            else if (skipped != null && IsNamed(target, skipped))
                Skip(target, "via parameter");
        }

        foreach (var target in plan.Where(IsScheduled))
        {
            if (!Holds(target, target.StaticConditions))
                target.Status = ExecutionStatus.Skipped;
        }

        SkipNeedlessDependencies(plan);
    }

    /// <returns>Whether all conditions are true; the first that is false is recorded.</returns>
    internal static bool Holds(
        ExecutableTarget target,
        IEnumerable<(string Text, Func<bool> Holds)> conditions
    )
    {
        foreach (var condition in conditions.Where(x => !x.Holds()))
        {
            target.OnlyWhen = condition.Text;
            return false;
        }

        return true;
    }

    private static bool IsNamed(ExecutableTarget target, IReadOnlyList<string> names) =>
        names.Count == 0
            ? !target.Invoked
            : names.Any(x =>
                string.Equals(target.Name, x.Replace("-", ""), StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>
    /// From the last target to the first: skips a target if all its dependents are skipped with their
    /// dependencies.
    /// </summary>
    private static void SkipNeedlessDependencies(IReadOnlyCollection<ExecutableTarget> plan)
    {
        foreach (var target in plan.Reverse().Where(x => IsScheduled(x) && !x.Invoked))
        {
            var dependents = plan.Where(x => x.ExecutionDependencies.Contains(target)).ToList();
            var needless =
                dependents.Count > 0
                && dependents.TrueForAll(x =>
                    x is { Status: ExecutionStatus.Skipped, DependencyBehavior: DependencyBehavior.Skip }
                );
            if (needless && !target.TriggerDependencies.Exists(plan.Contains))
            {
                Skip(target, $"because of {dependents[0].Name}");
                target.DependencyBehavior = DependencyBehavior.Skip;
            }
        }
    }

    private static bool IsScheduled(ExecutableTarget target) => target.Status == ExecutionStatus.Scheduled;

    private static void Skip(ExecutableTarget target, string reason) =>
        (target.Status, target.Skipped) = (ExecutionStatus.Skipped, reason);
}
