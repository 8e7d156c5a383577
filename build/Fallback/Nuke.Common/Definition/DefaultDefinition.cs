using System.Reflection;

namespace Nuke.Common.Definition;

/// <summary>
/// Finds the base definition of an overridden target, in a component or base class.
/// </summary>
internal static class DefaultDefinition
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static Target Of(NukeBuild build, MemberInfo member) =>
        CallDirectly(((PropertyInfo)member).GetMethod, build);

    internal static Target Overridden(NukeBuild build, PropertyInfo property)
    {
        for (var type = property.DeclaringType.BaseType; type != null; type = type.BaseType)
        {
            if (type.GetProperty(property.Name, Declared)?.GetMethod is { IsAbstract: false } getter)
                return CallDirectly(getter, build);
        }

        var name = property.Name[(property.Name.LastIndexOf('.') + 1)..];
        var getters = build
            .GetType()
            .GetInterfaces()
            .Select(x => x.GetProperty(name, Declared))
            .Where(x => x?.PropertyType == typeof(Target) && !x.GetMethod.IsAbstract)
            .Select(x => x.GetMethod)
            .ToList();
        return getters.Count == 1
            ? CallDirectly(getters[0], build)
            : throw new ArgumentException(
                $"Target '{name}' has {getters.Count} definitions that Base() could mean"
            );
    }

    /// <summary>
    /// Reflection would dispatch to the override; a delegate on the method's own entry point does not.
    /// </summary>
    private static Target CallDirectly(MethodInfo getter, NukeBuild build)
    {
        var entry = getter.MethodHandle.GetFunctionPointer();
        var call = (Func<Target>)Activator.CreateInstance(typeof(Func<Target>), build, entry);
        return call();
    }
}
