namespace Nuke.Common.Execution;

/// <summary>Decides which targets run, and in which order.</summary>
internal static class ExecutionPlanner
{
    /// <param name="targets">All targets of the build.</param>
    /// <param name="invoked">Names from the command line; null stands for the default targets.</param>
    /// <exception cref="BuildRefusedException">A name is unknown, or targets wait for each other.</exception>
    internal static IReadOnlyList<ExecutableTarget> Plan(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<string> invoked
    )
    {
        RefuseCycles(targets);
        var roots =
            invoked == null
                ? [.. targets.Where(x => x.IsDefault)]
                : invoked.Select(x => Find(targets, x)).Distinct().ToList();
        foreach (var root in roots)
            root.Invoked = true;

        var scheduled = WithDependenciesAndTriggers(roots);
        return Sort(scheduled);
    }

    private static ExecutableTarget Find(IReadOnlyList<ExecutableTarget> targets, string name) =>
        targets.FirstOrDefault(x => SameName(x.Name, name))
        ?? throw new BuildRefusedException(
            $"Target with name '{name}' does not exist. Available targets are:"
                + string.Concat(
                    targets
                        .Select(x => x.Name)
                        .Order(StringComparer.OrdinalIgnoreCase)
                        .Select(x => $"{Environment.NewLine}  - {x}")
                )
        );

    private static bool SameName(string target, string text) =>
        string.Equals(target, text.Replace("-", ""), StringComparison.OrdinalIgnoreCase);

    private static List<ExecutableTarget> WithDependenciesAndTriggers(IEnumerable<ExecutableTarget> roots)
    {
        var scheduled = new List<ExecutableTarget>();
        var waiting = new Queue<ExecutableTarget>(roots);
        while (waiting.TryDequeue(out var target))
        {
            if (scheduled.Contains(target))
                continue;
            scheduled.Add(target);
            foreach (var next in target.ExecutionDependencies.Concat(target.Triggers))
                waiting.Enqueue(next);
        }

        return scheduled;
    }

    /// <summary>Depth first, so that dependencies run in the order in which they were declared.</summary>
    private static List<ExecutableTarget> Sort(List<ExecutableTarget> scheduled)
    {
        var sorted = new List<ExecutableTarget>(scheduled.Count);

        void Visit(ExecutableTarget target)
        {
            if (sorted.Contains(target))
                return;
            foreach (var dependency in target.AllDependencies.Where(scheduled.Contains))
                Visit(dependency);
            sorted.Add(target);
        }

        scheduled.ForEach(Visit);
        return sorted;
    }

    private static void RefuseCycles(IReadOnlyList<ExecutableTarget> targets)
    {
        var done = new HashSet<ExecutableTarget>();
        var path = new List<ExecutableTarget>();

        void Visit(ExecutableTarget target)
        {
            if (path.IndexOf(target) is var start and >= 0)
                throw new BuildRefusedException(
                    $"Circular dependencies between targets:{Environment.NewLine}  - "
                        + string.Join(" -> ", path.Skip(start).Append(target).Select(x => x.Name))
                );
            if (!done.Add(target))
                return;
            path.Add(target);
            foreach (var dependency in target.AllDependencies)
                Visit(dependency);
            path.RemoveAt(path.Count - 1);
        }

        foreach (var target in targets)
            Visit(target);
    }
}
