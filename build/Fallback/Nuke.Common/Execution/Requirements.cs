using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>
/// Checks the requirements of all scheduled targets before the first one runs.
/// </summary>
internal static class Requirements
{
    internal static void Check(NukeBuild build)
    {
        foreach (
            var member in MemberInjection
                .MembersOf(build.GetType())
                .Where(x => x.IsDefined(typeof(RequiredAttribute)))
        )
            CheckMember(build, member, $"Member '{member.Name}' is required");

        foreach (var target in build.ScheduledTargets)
        {
            foreach (var requirement in target.DelegateRequirements)
                Check(build, target, requirement);
        }
    }

    private static void Check(NukeBuild build, ExecutableTarget target, LambdaExpression requirement)
    {
        if (RequiredMember.Of(requirement) is { } member)
        {
            CheckMember(build, member, $"Target '{target.Name}' requires member '{member.Name}'");
            return;
        }

        // Interpreted, because compiling an expression costs more than evaluating it once.
        var value = requirement.Compile(preferInterpretation: true).DynamicInvoke();
        if (value is null or false)
            throw new BuildRefusedException($"Target '{target.Name}' requires '{TextOf(requirement.Body)}'");
    }

    private static void CheckMember(NukeBuild build, MemberInfo member, string subject)
    {
        if (!IsMissing(MemberValue.Get(member, build)))
            return;
        if (!ParameterPrompt.CanAsk || !member.IsDefined(typeof(ParameterAttribute)))
            throw new BuildRefusedException($"{subject} to be not null or empty");
        Set(build, member, ParameterPrompt.Ask(build, member));
    }

    private static void Set(NukeBuild build, MemberInfo member, object value)
    {
        if (member.DeclaringType.IsInterface)
            MemberInjection.Remember(member, build, value);
        else
            MemberValue.TrySet(member, build, value);
    }

    private static string TextOf(Expression condition) =>
        condition is MemberExpression access ? access.Member.Name : condition.ToString();

    private static bool IsMissing(object value) => value is null or "";
}
