using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>
/// The build as its components see it: a component is an interface that derives from this one.
/// </summary>
public interface INukeBuild
{
    IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; }

    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }

    IReadOnlyCollection<ExecutableTarget> SkippedTargets { get; }

    IReadOnlyCollection<ExecutableTarget> ScheduledTargets { get; }

    IReadOnlyCollection<ExecutableTarget> RunningTargets { get; }

    IReadOnlyCollection<ExecutableTarget> FailedTargets { get; }

    IReadOnlyCollection<ExecutableTarget> SucceededTargets { get; }

    bool IsSucceeding { get; }

    int? ExitCode { get; set; }

    AbsolutePath RootDirectory { get; }

    AbsolutePath TemporaryDirectory { get; }

    Verbosity Verbosity { get; }

    Host Host { get; }

    bool Plan { get; }

    bool Help { get; }

    bool NoLogo { get; }

    bool IsLocalBuild { get; }

    bool IsServerBuild { get; }

    bool Continue { get; }

    /// <summary>Adds remarks to the running target's line in the summary.</summary>
    void ReportSummary(Configure<Dictionary<string, string>> configurator = null);

    /// <summary>
    /// The injected value of a component's member; null if there is none.
    /// </summary>
    T TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class =>
        (T)MemberInjection.ValueOf(((MemberExpression)parameterExpression.Body).Member, typeof(T), this);

    /// <summary>The same for value types: pass the nullable type.</summary>
    T TryGetValue<T>(Expression<Func<object>> parameterExpression)
    {
        var body = parameterExpression.Body is UnaryExpression conversion
            ? conversion.Operand
            : parameterExpression.Body;
        return MemberInjection.ValueOf(((MemberExpression)body).Member, typeof(T), this) is T value
            ? value
            : default;
    }
}
