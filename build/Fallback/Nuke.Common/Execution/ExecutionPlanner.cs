namespace Nuke.Common.Execution;

/// <summary>Decides which targets run, and in which order.</summary>
internal static class ExecutionPlanner
{
    /// <param name="targets">All targets of the build.</param>
    /// <param name="invoked">Names from the command line; null stands for the default targets.</param>
    /// <exception cref="BuildRefusedException">A name is unknown, or targets form a cycle.</exception>
    internal static IReadOnlyList<ExecutableTarget> Plan(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<string> invoked
    )
    {
        RefuseCycles(targets);
        var roots =
            invoked == null
                ? targets.Where(x => x.IsDefault).ToHashSet()
                : invoked.Select(x => Find(targets, x)).ToHashSet();
        foreach (var root in roots)
            root.Invoked = true;

        var order = LastToFirst(targets);
        while (true)
        {
            var plan = Needed(order, roots);
            // A triggered target brings its own dependencies and triggers.
            var triggered = plan.SelectMany(x => x.Triggers).Except(plan).ToList();
            if (triggered.Count == 0)
                return [.. plan.AsEnumerable().Reverse()];
            roots.UnionWith(triggered);
        }
    }

    /// <summary>
    /// Orders the whole graph, starting with the last target: each step takes the first declared target that
    /// no remaining one depends on. Unrelated targets therefore run in reverse order of declaration,
    /// whichever of them are invoked.
    /// </summary>
    private static List<ExecutableTarget> LastToFirst(IEnumerable<ExecutableTarget> targets)
    {
        var remaining = targets.ToList();
        var order = new List<ExecutableTarget>(remaining.Count);
        while (remaining.Count > 0)
        {
            var needed = remaining.SelectMany(x => x.AllDependencies).ToHashSet();
            var last = remaining.First(x => !needed.Contains(x));
            remaining.Remove(last);
            order.Add(last);
        }

        return order;
    }

    private static List<ExecutableTarget> Needed(
        IEnumerable<ExecutableTarget> lastToFirst,
        HashSet<ExecutableTarget> roots
    )
    {
        var needed = roots.ToHashSet();
        var plan = new List<ExecutableTarget>();
        foreach (var target in lastToFirst.Where(needed.Contains))
        {
            plan.Add(target);
            needed.UnionWith(target.ExecutionDependencies);
        }

        return plan;
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
