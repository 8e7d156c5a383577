using System.Reflection;
using Nuke.Common;

namespace Slipway.Targets.CommandLine;

/// <summary>What a value of a parameter must look like.</summary>
internal enum ValueForm
{
    /// <summary>Present or absent; <c>true</c> and <c>false</c> are accepted.</summary>
    Switch,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of a few words.</summary>
    Choice,
}

/// <summary>A parameter, as it is written on the command line.</summary>
/// <param name="Name">Kebab case, without the dashes.</param>
/// <param name="Form">What a value looks like.</param>
/// <param name="Choices">The words of a <see cref="ValueForm.Choice"/>.</param>
/// <param name="Many">Whether it takes several values.</param>
internal sealed record ParameterShape(string Name, ValueForm Form, IReadOnlyList<string> Choices, bool Many);

/// <summary>The targets and parameters that a build has.</summary>
internal sealed record BuildShape(IReadOnlyList<string> Targets, IReadOnlyList<ParameterShape> Parameters)
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>NUKE's own: the same with the genuine engine and its stand-in.</summary>
    private static readonly IReadOnlyList<ParameterShape> EngineParameters =
    [
        .. new[] { "help", "plan", "no-logo", "continue" }.Select(name => new ParameterShape(name, ValueForm.Switch, [], false)),
        .. new[] { "root", "host" }.Select(name => new ParameterShape(name, ValueForm.Text, [], false)),
        .. new[] { "target", "skip", "profile" }.Select(name => new ParameterShape(name, ValueForm.Text, [], true)),
        new ParameterShape("verbosity", ValueForm.Choice, Enum.GetNames<Verbosity>(), false),
    ];

    /// <summary>Reads the shape of a build from its class, base classes and components.</summary>
    public static BuildShape Of(Type build)
    {
        var members = Ancestry(build)
            .Where(type => type != typeof(NukeBuild) && type != typeof(INukeBuild))
            .SelectMany(type => type.GetMembers(Members))
            .ToList();
        var targets = members.OfType<PropertyInfo>()
            .Where(p => p.PropertyType == typeof(Target))
            .Select(p => p.Name[(p.Name.LastIndexOf('.') + 1)..]);
        var parameters = members
            .Where(m => m.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(m => Parameter(m, m.GetCustomAttribute<ParameterAttribute>()!));
        return new BuildShape(
            [.. targets.Distinct().Order(StringComparer.Ordinal)],
            [.. EngineParameters.Concat(parameters).DistinctBy(p => p.Name).OrderBy(p => p.Name, StringComparer.Ordinal)]);
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
        var declared = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        var many = declared.IsArray;
        var element = many ? declared.GetElementType()! : declared;
        element = Nullable.GetUnderlyingType(element) ?? element;
        var form = element == typeof(bool) ? ValueForm.Switch
            : element == typeof(int) || element == typeof(long) ? ValueForm.Number
            : element.IsEnum ? ValueForm.Choice
            : ValueForm.Text;
        var choices = element.IsEnum ? Enum.GetNames(element) : [];
        return new ParameterShape(Kebab(attribute.Name ?? member.Name), form, choices, many);
    }

    private static string Kebab(string name) => string.Concat(name.Select((c, i) =>
        char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
