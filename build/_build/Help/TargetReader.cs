using System.Reflection;
using Nuke.Common;
using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Help;

/// <summary>Reads the targets of a build from its components.</summary>
internal static class TargetReader
{
    /// <summary>All targets, by name.</summary>
    public static IReadOnlyList<TargetShape> Read(INukeBuild build)
    {
        var found = build
            .GetType()
            .GetInterfaces()
            .SelectMany(component => component.GetProperties())
            .Where(property => property.PropertyType == typeof(Target))
            .Select(property => (Property: property, Target: (Target)property.GetValue(build)!))
            .OrderBy(entry => entry.Property.Name, StringComparer.Ordinal)
            .ToList();
        return [.. found.Select(entry => Shape(entry.Property, entry.Target))];

        TargetShape Shape(PropertyInfo property, Target target)
        {
            var definition = DefinitionRecorder.Read(target);
            return new TargetShape(
                property.Name,
                definition.Description,
                [.. definition.Dependencies.Select(NameOf)],
                BuildShape.ParametersOf(property.DeclaringType!),
                [
                    .. property
                        .GetCustomAttributes<ExampleAttribute>()
                        .Select(example => (example.Arguments, example.Effect)),
                ]
            );
        }

        string NameOf(Delegate dependency)
        {
            var target = dependency as Target ?? (Target)dependency.DynamicInvoke(build)!;
            return found.Single(entry => entry.Target.Method == target.Method).Property.Name;
        }
    }
}
