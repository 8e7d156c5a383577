using System.Reflection;
using Nuke.Common;

namespace Slipway.Targets.CommandLine;

/// <summary>The targets and parameters that a build has.</summary>
internal sealed record BuildShape(IReadOnlyList<string> Targets, IReadOnlyList<ParameterShape> Parameters)
{
    private const BindingFlags Members =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    /// <summary>Reads the shape of a build from its class, base classes and components.</summary>
    public static BuildShape Of(Type build)
    {
        var members = Ancestry(build)
            .Where(type => type != typeof(NukeBuild) && type != typeof(INukeBuild))
            .SelectMany(type => type.GetMembers(Members))
            .ToList();
        IReadOnlyList<string> targets =
        [
            .. members
                .OfType<PropertyInfo>()
                .Where(p => p.PropertyType == typeof(Target))
                .Select(p => p.Name[(p.Name.LastIndexOf('.') + 1)..])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var parameters = members
            .Where(m => m.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(m => Parameter(m, m.GetCustomAttribute<ParameterAttribute>()!));
        return new BuildShape(
            targets,
            [
                .. EngineParameters(targets)
                    .Concat(parameters)
                    .DistinctBy(p => p.Name)
                    .OrderBy(p => p.Name, StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>NUKE's own: the same with the genuine engine and its stand-in.</summary>
    private static IEnumerable<ParameterShape> EngineParameters(IReadOnlyList<string> targets)
    {
        foreach (var name in new[] { "help", "plan", "no-logo", "continue" })
            yield return new ParameterShape(name, ValueForm.Switch, [], Engine: true);
        foreach (var name in new[] { "root", "host" })
            yield return new ParameterShape(name, ValueForm.Text, [], Engine: true);
        foreach (var name in new[] { "target", "skip" })
            yield return new ParameterShape(name, ValueForm.Target, targets, Many: true, Engine: true);
        yield return new ParameterShape("profile", ValueForm.Text, [], Many: true, Engine: true);
        var levels = Enum.GetNames<Verbosity>();
        yield return new ParameterShape("verbosity", ValueForm.Choice, levels, Engine: true);
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
            yield return current;
        foreach (var component in type.GetInterfaces())
            yield return component;
    }

    private static ParameterShape Parameter(MemberInfo member, ParameterAttribute attribute)
    {
        var declared = member is PropertyInfo property
            ? property.PropertyType
            : ((FieldInfo)member).FieldType;
        var many = declared.IsArray;
        var element = many ? declared.GetElementType()! : declared;
        element = Nullable.GetUnderlyingType(element) ?? element;
        var form =
            element == typeof(bool) ? ValueForm.Switch
            : element == typeof(int) || element == typeof(long) ? ValueForm.Number
            : element.IsEnum ? ValueForm.Choice
            : ValueForm.Text;
        return new ParameterShape(
            Kebab(attribute.Name ?? member.Name),
            form,
            element.IsEnum ? Enum.GetNames(element) : [],
            many,
            Secret: member.IsDefined(typeof(SecretAttribute))
        );
    }

    private static string Kebab(string name) =>
        string.Concat(
            name.Select(
                (c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()
            )
        );
}
