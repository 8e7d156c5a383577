using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>
/// What a target may declare. Every member returns the definition, so that calls can be chained.
/// </summary>
public interface ITargetDefinition
{
    /// <summary>Sets the text that <c>--help</c> shows.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Adds what the target does.</summary>
    ITargetDefinition Executes(params Action[] actions);

    ITargetDefinition Executes<T>(Func<T> action);

    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Runs those targets before this one.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>As <see cref="DependsOn(Target[])"/>, on a component that the build must implement.</summary>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    /// <summary>As <see cref="DependsOn(Target[])"/>, if the build implements the component.</summary>
    ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    /// <summary>Makes this target a dependency of those.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    /// <summary>Orders this target before those, if both run.</summary>
    ITargetDefinition Before(params Target[] targets);

    ITargetDefinition Before<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    /// <summary>Orders this target after those, if both run.</summary>
    ITargetDefinition After(params Target[] targets);

    ITargetDefinition After<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    /// <summary>Runs those targets after this one.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    /// <summary>Runs this target after any of those.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets)
        where T : INukeBuild;

    /// <summary>A condition evaluated before the first target runs.</summary>
    ITargetDefinition OnlyWhenStatic(
        Func<bool> condition,
        [CallerArgumentExpression("condition")] string conditionExpression = null
    );

    /// <summary>A condition evaluated right before this target runs.</summary>
    ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition,
        [CallerArgumentExpression("condition")] string conditionExpression = null
    );

    /// <summary>Whether the dependencies run when a static condition is false.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>Parameters that must have a value before the first target runs.</summary>
    ITargetDefinition Requires<T>(
        Expression<Func<T>> parameterRequirement,
        params Expression<Func<T>>[] parameterRequirements
    )
        where T : class;

    ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements
    )
        where T : struct;

    /// <summary>Conditions that must hold before the first target runs.</summary>
    ITargetDefinition Requires(
        Expression<Func<bool>> requirement,
        params Expression<Func<bool>>[] requirements
    );

    /// <summary>
    /// Runs the targets after this one even if this one failed. The build still fails.
    /// </summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Runs this target even if another one failed.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>Hides the target from <c>--help</c>.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Inherits the definition of those targets.</summary>
    ITargetDefinition Inherit(params Target[] targets);

    /// <summary>Inherits the default definition of a component's targets.</summary>
    ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
        where T : INukeBuild;

    /// <summary>Inherits the definition of the target that this one overrides.</summary>
    ITargetDefinition Base();
}
