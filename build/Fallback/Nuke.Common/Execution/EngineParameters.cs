using System.Reflection;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>The parameters that every build has.</summary>
internal static class EngineParameters
{
    internal static void Bind(NukeBuild build)
    {
        var binding = ParameterBinding.Current;
        build.Plan = Flag("Plan");
        build.Help = Flag("Help");
        build.NoLogo = Flag("NoLogo");
        build.Continue = Flag("Continue");
        if (binding.BindOfEngine("Verbosity", typeof(Verbosity)) is Verbosity verbosity)
            NukeBuild.Verbosity = verbosity;

        bool Flag(string name) => binding.BindOfEngine(name, typeof(bool)) is true;
    }

    /// <returns>Null if no target is named.</returns>
    internal static IReadOnlyList<string> InvokedTargets()
    {
        var positional = ParameterBinding.Current.CommandLine.Positional;
        return positional.Count > 0
            ? [.. positional.SelectMany(x => x.Split('+', StringSplitOptions.RemoveEmptyEntries))]
            : (string[])ParameterBinding.Current.BindOfEngine("Target", typeof(string[]), "+");
    }

    /// <returns>Null to skip nothing; empty to skip all dependencies.</returns>
    internal static IReadOnlyList<string> SkippedTargets() =>
        (string[])ParameterBinding.Current.BindOfEngine("Skip", typeof(string[]), "+");

    internal static IEnumerable<(string Name, string Description)> DescribeOwn(NukeBuild build) =>
        Describe(MemberInjection.MembersOf(build.GetType()));

    internal static IEnumerable<(string Name, string Description)> DescribeEngine(
        IReadOnlyList<ExecutableTarget> targets
    )
    {
        var defaults = string.Join(" ", targets.Where(x => x.IsDefault).Select(x => x.Name));
        return Describe(typeof(NukeBuild).GetProperties())
            .Select(x => (x.Name, x.Description.Replace("{default_target}", defaults)));
    }

    private static IEnumerable<(string Name, string Description)> Describe(IEnumerable<MemberInfo> members) =>
        from member in members
        let attribute = member.GetCustomAttribute<ParameterAttribute>()
        where attribute is { List: true }
        select (ParameterName.Of(member), attribute.Description);
}
