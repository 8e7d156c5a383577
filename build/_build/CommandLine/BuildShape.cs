using System.Reflection;
using Nuke.Common;

namespace Slipway.Targets.CommandLine;

/// <summary>The targets and parameters that a build has.</summary>
internal sealed record BuildShape(IReadOnlyList<string> Targets, IReadOnlyList<ParameterShape> Parameters)
{
    /// <summary>The query targets and how they answer.</summary>
    public IReadOnlyDictionary<string, AnswerKind> Queries { get; init; } =
        new Dictionary<string, AnswerKind>();

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
                .Select(ShortName)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var queries =
            from property in members.OfType<PropertyInfo>()
            let query = property.GetCustomAttribute<QueryAttribute>()
            where query is not null
            select (Name: ShortName(property), query.Kind);
        return new BuildShape(
            targets,
            [
                .. EngineParameters(targets)
                    .Concat(members.SelectMany(Declared))
                    .DistinctBy(p => p.Name)
                    .OrderBy(p => p.Name, StringComparer.Ordinal),
            ]
        )
        {
            Queries = queries.ToDictionary(query => query.Name, query => query.Kind),
        };
    }

    /// <summary>The parameters that a component and those below it declare, by name.</summary>
    public static IReadOnlyList<ParameterShape> ParametersOf(Type component) =>
        [
            .. component
                .GetInterfaces()
                .Append(component)
                .Where(type => type != typeof(INukeBuild))
                .SelectMany(type => type.GetMembers(Members))
                .SelectMany(Declared)
                .OrderBy(p => p.Name, StringComparer.Ordinal),
        ];

    private static IEnumerable<ParameterShape> Declared(MemberInfo member) =>
        member.GetCustomAttribute<ParameterAttribute>() is { } attribute
            ? [Parameter(member, attribute)]
            : [];

    // Names of explicit implementations start with the interface's name.
    private static string ShortName(PropertyInfo property) =>
        property.Name[(property.Name.LastIndexOf('.') + 1)..];

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
        )
        {
            Description = attribute.Description ?? "",
            NeedsPrefix = member.IsDefined(typeof(PrefixedVariableAttribute)),
        };
    }

    private static string Kebab(string name) =>
        string.Concat(
            name.Select(
                (c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()
            )
        );
}
