using System.Reflection;
using System.Runtime.CompilerServices;
using Nuke.Common.ValueInjection;
using Serilog;

namespace Nuke.Common.Parameters;

/// <summary>Fills the members of a build that carry an injection attribute.</summary>
internal static class MemberInjection
{
    private const BindingFlags Declared =
        BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    /// <summary>Values of component members, which have no field of their own.</summary>
    private static readonly ConditionalWeakTable<object, Dictionary<MemberInfo, object>> s_known = [];

    /// <summary>The class, its base classes below <see cref="NukeBuild"/>, and its components.</summary>
    internal static IReadOnlyList<MemberInfo> MembersOf(Type build)
    {
        var members = new List<MemberInfo>();
        for (var type = build; type != typeof(NukeBuild) && type != null; type = type.BaseType)
            members.AddRange(Marked(type));
        foreach (var component in build.GetInterfaces().Where(x => x != typeof(INukeBuild)))
            members.AddRange(Marked(component).Where(x => !members.Exists(y => y.Name == x.Name)));
        return members;
    }

    internal static void Inject(NukeBuild build)
    {
        var chosen = MembersOf(build.GetType())
            .Where(x => !x.DeclaringType.IsInterface)
            .Select(x => (Member: x, Attribute: x.GetCustomAttribute<ValueInjectionAttributeBase>()));
        foreach (var (member, attribute) in chosen)
        {
            if (
                Resolve(member, build, () => attribute.GetValue(member, build)) is { } value
                && !MemberValue.TrySet(member, build, value)
            )
                throw new ArgumentException(
                    $"Member '{member.Name}' has no backing field: make it a field or an auto-property"
                );
        }
    }

    /// <summary>The value of a component's member, cached.</summary>
    internal static object ValueOf(MemberInfo member, Type type, object build)
    {
        var known = s_known.GetOrCreateValue(build);
        if (known.TryGetValue(member, out var value))
            return value;
        var attribute = member.GetCustomAttribute<ValueInjectionAttributeBase>()
            ?? throw new ArgumentException($"Member '{member.Name}' has no attribute that gives it a value");
        return known[member] = Resolve(member, build, () =>
            attribute is ParameterAttribute { } parameter && parameter.GetType() == typeof(ParameterAttribute)
                ? ParameterBinding.Current.Bind(member, type)
                : attribute.GetValue(member, build)
        );
    }

    internal static void Remember(MemberInfo member, object build, object value) =>
        s_known.GetOrCreateValue(build)[member] = value;

    private static object Resolve(MemberInfo member, object build, Func<object> value)
    {
        try
        {
            return value();
        }
        catch (Exception exception) when (exception is not Execution.BuildRefusedException)
        {
            var name = $"{member.DeclaringType?.Name}.{member.Name}";
            Log.Warning(exception, "Could not inject value for {Member:l}", name);

            return null;
        }
    }

    private static IEnumerable<MemberInfo> Marked(Type type) =>
        type.GetMembers(Declared)
            .Where(x => x is FieldInfo or PropertyInfo)
            .Where(x => x.IsDefined(typeof(ValueInjectionAttributeBase), inherit: true));
}
