using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Definition;

/// <summary>
/// Collects a target's declarations. References to other targets are still delegates; discovery resolves
/// them.
/// </summary>
internal sealed partial class TargetDefinition(NukeBuild build, PropertyInfo property) : ITargetDefinition
{
    internal string Text { get; private set; }

    internal bool Listed { get; private set; } = true;

    internal bool Assured { get; private set; }

    internal bool Proceeds { get; private set; }

    internal DependencyBehavior DependencyBehavior { get; private set; } = DependencyBehavior.Execute;

    internal List<Action> Actions { get; } = [];

    internal List<LambdaExpression> Requirements { get; } = [];

    internal List<(string, Func<bool>)> StaticConditions { get; } = [];

    internal List<(string, Func<bool>)> DynamicConditions { get; } = [];

    public ITargetDefinition Description(string description) => Do(() => Text = description);

    public ITargetDefinition Unlisted() => Do(() => Listed = false);

    public ITargetDefinition AssuredAfterFailure() => Do(() => Assured = true);

    public ITargetDefinition ProceedAfterFailure() => Do(() => Proceeds = true);

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) =>
        Do(() => DependencyBehavior = dependencyBehavior);

    public ITargetDefinition Executes(params Action[] actions) => Do(() => Actions.AddRange(actions));

    public ITargetDefinition Executes<T>(Func<T> action) => Do(() => Actions.Add(() => action()));

    public ITargetDefinition Executes(Func<Task> action) =>
        Do(() => Actions.Add(() => action().GetAwaiter().GetResult()));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string conditionExpression) =>
        Do(() => StaticConditions.Add((BodyOf(conditionExpression), condition)));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string conditionExpression) =>
        Do(() => DynamicConditions.Add((BodyOf(conditionExpression), condition)));

    public ITargetDefinition Requires<T>(
        Expression<Func<T>> parameterRequirement,
        params Expression<Func<T>>[] parameterRequirements
    )
        where T : class => Require(parameterRequirement, parameterRequirements);

    public ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements
    )
        where T : struct => Require(parameterRequirement, parameterRequirements);

    public ITargetDefinition Requires(
        Expression<Func<bool>> requirement,
        params Expression<Func<bool>>[] requirements
    ) => Require(requirement, requirements);

    public ITargetDefinition Inherit(params Target[] targets) =>
        Do(() =>
        {
            foreach (var target in targets)
                target(this);
        });

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
        where T : INukeBuild =>
        Do(() =>
        {
            foreach (var target in targets)
                DefaultDefinition.Of(build, ((MemberExpression)target.Body).Member)(this);
        });

    public ITargetDefinition Base() => Do(() => DefaultDefinition.Overridden(build, property)(this));

    private TargetDefinition Require(LambdaExpression first, LambdaExpression[] more) =>
        Do(() =>
        {
            Requirements.Add(first);
            Requirements.AddRange(more);
        });

    private TargetDefinition Do(Action change)
    {
        change();
        return this;
    }

    /// <summary>
    /// The text after the arrow: <c>Replicas > 100</c> for <c>() => Replicas > 100</c>.
    /// </summary>
    private static string BodyOf(string lambda)
    {
        var arrow = lambda?.IndexOf("=>", StringComparison.Ordinal) ?? -1;
        return arrow < 0 ? lambda : lambda[(arrow + 2)..].Trim();
    }
}
