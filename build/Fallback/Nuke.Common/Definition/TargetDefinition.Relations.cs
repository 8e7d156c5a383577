using System.Reflection;

namespace Nuke.Common.Definition;

internal sealed partial class TargetDefinition
{
    internal List<Target> Dependencies { get; } = [];

    internal List<Target> Dependents { get; } = [];

    internal List<Target> Followers { get; } = [];

    internal List<Target> Predecessors { get; } = [];

    internal List<Target> Triggered { get; } = [];

    internal List<Target> Triggering { get; } = [];

    public ITargetDefinition DependsOn(params Target[] targets) => Add(Dependencies, targets);

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => DependsOn(Component(targets));

    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => build is T ? DependsOn(targets) : this;

    public ITargetDefinition DependentFor(params Target[] targets) => Add(Dependents, targets);

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => DependentFor(Component(targets));

    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => build is T ? DependentFor(targets) : this;

    public ITargetDefinition Before(params Target[] targets) => Add(Followers, targets);

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => Before(Component(targets));

    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => build is T ? Before(targets) : this;

    public ITargetDefinition After(params Target[] targets) => Add(Predecessors, targets);

    public ITargetDefinition After<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => After(Component(targets));

    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => build is T ? After(targets) : this;

    public ITargetDefinition Triggers(params Target[] targets) => Add(Triggered, targets);

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => Triggers(Component(targets));

    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => build is T ? Triggers(targets) : this;

    public ITargetDefinition TriggeredBy(params Target[] targets) => Add(Triggering, targets);

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => TriggeredBy(Component(targets));

    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets)
        where T : INukeBuild => build is T ? TriggeredBy(targets) : this;

    private TargetDefinition Add(List<Target> list, Target[] targets)
    {
        if (targets.Contains(null))
            throw new ArgumentException($"Target '{property.Name}' names a target that is null");
        list.AddRange(targets);
        return this;
    }

    private Target[] Component<T>(params Func<T, Target>[] targets)
    {
        if (build is not T component)
            throw new ArgumentException(
                $"Target '{property.Name}' needs the component {typeof(T).Name}, "
                    + $"which {build.GetType().Name} does not implement"
            );
        return targets.Length > 0
            ? Array.ConvertAll(targets, x => x(component))
            : [(Target)OnlyTarget(typeof(T)).GetValue(component)];
    }

    /// <summary>A component with a single target can stand for that target.</summary>
    private static PropertyInfo OnlyTarget(Type component)
    {
        var targets = component.GetProperties().Where(x => x.PropertyType == typeof(Target)).ToList();
        return targets.Count == 1
            ? targets[0]
            : throw new ArgumentException($"{component.Name} has {targets.Count} targets: say which one");
    }
}
