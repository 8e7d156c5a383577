using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>Reads and writes fields and properties alike.</summary>
internal static class MemberValue
{
    private const BindingFlags All =
        BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.FlattenHierarchy;

    internal static Type TypeOf(MemberInfo member) =>
        member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    internal static object Get(MemberInfo member, object instance) =>
        member is FieldInfo field
            ? field.GetValue(instance)
            : ((PropertyInfo)member).GetMethod.Invoke(
                instance,
                BindingFlags.DoNotWrapExceptions,
                binder: null,
                parameters: null,
                culture: null
            );

    internal static object Get(Type type, string name, object instance) =>
        type.GetMember(name, All).FirstOrDefault() switch
        {
            MethodInfo method => method.Invoke(method.IsStatic ? null : instance, []),
            null => throw new ArgumentException($"{type.Name} has no member '{name}'"),
            var member => Get(member, instance),
        };

    /// <returns>False for a property that computes its value.</returns>
    internal static bool TrySet(MemberInfo member, object instance, object value)
    {
        if (member is FieldInfo field)
        {
            field.SetValue(instance, value);
            return true;
        }

        if (((PropertyInfo)member).SetMethod is { } setter)
        {
            setter.Invoke(instance, [value]);
            return true;
        }

        var backing = member.DeclaringType?.GetField($"<{member.Name}>k__BackingField", All);
        backing?.SetValue(instance, value);
        return backing != null;
    }
}
