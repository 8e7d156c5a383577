using System.Reflection;
using Nuke.Common.Definition;

namespace Nuke.Common.Execution;

/// <summary>
/// Finds the targets of a build class, its base classes and its components, and resolves their relations.
/// </summary>
internal static class TargetDiscovery
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static IReadOnlyList<ExecutableTarget> Discover(NukeBuild build, IReadOnlyList<string> defaults)
    {
        var found = Properties(build.GetType()).Select(x => Define(build, x)).ToList();
        var byFactory = new Dictionary<Delegate, ExecutableTarget>();
        foreach (var (target, _) in found)
            byFactory[target.Factory] = target;

        ExecutableTarget Resolve(Target factory, string name) =>
            byFactory.TryGetValue(factory, out var known)
                ? known
                : throw new ArgumentException(
                    $"Target '{name}' refers to a target that is not a property of the build"
                );

        // A target's own declarations come before those of others about it.
        foreach (var (target, definition) in found)
        {
            target.ExecutionDependencies.AddRange(
                definition.Dependencies.Select(x => Resolve(x, target.Name))
            );
        }

        foreach (var (target, definition) in found)
            Connect(target, definition, x => Resolve(x, target.Name));
        foreach (var (target, _) in found)
            target.IsDefault = defaults.Contains(target.Name);
        return [.. found.Select(x => x.Target)];
    }

    /// <summary>
    /// In order of declaration: the class, its base classes, its components. Overridden members are hidden.
    /// </summary>
    private static IEnumerable<PropertyInfo> Properties(Type build)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var type = build; type != typeof(object); type = type.BaseType)
        {
            foreach (var property in TargetsIn(type))
            {
                if (names.Add(NameOf(property)))
                    yield return property;
            }
        }

        foreach (var property in build.GetInterfaces().SelectMany(TargetsIn))
        {
            if (names.Add(NameOf(property)))
                yield return property;
        }
    }

    private static IEnumerable<PropertyInfo> TargetsIn(Type type) =>
        type.GetProperties(Declared).Where(x => x.PropertyType == typeof(Target));

    /// <summary>
    /// The compiler names an explicit implementation <c>Components.ICompile.Compile</c>.
    /// </summary>
    private static string NameOf(PropertyInfo property) =>
        property.Name[(property.Name.LastIndexOf('.') + 1)..];

    private static (ExecutableTarget Target, TargetDefinition Definition) Define(
        NukeBuild build,
        PropertyInfo property
    )
    {
        var factory = (Target)
            property.GetMethod.Invoke(
                build,
                BindingFlags.DoNotWrapExceptions,
                binder: null,
                parameters: null,
                culture: null
            );
        if (factory == null)
            throw new ArgumentException($"Target '{NameOf(property)}' is null");
        var definition = new TargetDefinition(build, property);
        factory(definition);
        return (
            new ExecutableTarget
            {
                Name = NameOf(property),
                Member = property,
                Factory = factory,
                Description = definition.Text,
                Listed = definition.Listed,
                Actions = definition.Actions,
                StaticConditions = definition.StaticConditions,
                DynamicConditions = definition.DynamicConditions,
                DependencyBehavior = definition.DependencyBehavior,
                DelegateRequirements = definition.Requirements,
                AssuredAfterFailure = definition.Assured,
                ProceedAfterFailure = definition.Proceeds,
            },
            definition
        );
    }

    private static void Connect(
        ExecutableTarget target,
        TargetDefinition definition,
        Func<Target, ExecutableTarget> resolve
    )
    {
        foreach (var dependent in definition.Dependents.Select(resolve))
            dependent.ExecutionDependencies.Add(target);
        target.OrderDependencies.AddRange(definition.Predecessors.Select(resolve));
        foreach (var follower in definition.Followers.Select(resolve))
            follower.OrderDependencies.Add(target);
        foreach (var triggered in definition.Triggered.Select(resolve))
            Trigger(target, triggered);
        foreach (var triggering in definition.Triggering.Select(resolve))
            Trigger(triggering, target);
    }

    private static void Trigger(ExecutableTarget first, ExecutableTarget second)
    {
        first.Triggers.Add(second);
        second.TriggerDependencies.Add(first);
    }
}
