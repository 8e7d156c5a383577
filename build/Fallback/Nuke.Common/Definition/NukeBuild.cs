using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>
/// Base of every build; its properties of type <see cref="Target"/> can be invoked.
/// </summary>
public abstract partial class NukeBuild : INukeBuild
{
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; internal set; }

    [Parameter(
        "List of targets to be invoked. Default is '{default_target}'.",
        Name = "Target",
        Separator = "+"
    )]
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets =>
        [.. (ExecutionPlan ?? []).Where(x => x.Invoked)];

    [Parameter(
        "List of targets to be skipped. Empty list skips all dependencies.",
        Name = "Skip",
        Separator = "+"
    )]
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => With(ExecutionStatus.Skipped);

    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => With(ExecutionStatus.Scheduled);

    public IReadOnlyCollection<ExecutableTarget> RunningTargets => With(ExecutionStatus.Running);

    public IReadOnlyCollection<ExecutableTarget> FailedTargets => With(ExecutionStatus.Failed);

    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => With(ExecutionStatus.Succeeded);

    [Parameter("Shows the execution plan (HTML).")]
    public bool Plan { get; internal set; }

    [Parameter("Shows the help text for this build assembly.")]
    public bool Help { get; internal set; }

    [Parameter("Disables displaying the NUKE logo.")]
    public bool NoLogo { get; internal set; }

    [Parameter("Indicates to continue a previously failed build attempt.")]
    public bool Continue { get; internal set; }

    public bool IsSucceeding =>
        ExecutionPlan != null
        && ExecutionPlan.All(x =>
            x.Status is not (ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun)
        );

    /// <summary>The process's exit code; setting it fails no target.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Runs the build with the arguments of this process.</summary>
    /// <param name="defaultTargetExpressions">The targets to run if the command line names none.</param>
    /// <returns>The exit code: <see cref="ExitCode"/>, else 0 or 255.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new() =>
        BuildRun.Execute(
            () => new T(),
            [.. defaultTargetExpressions.Select(x => ((MemberExpression)x.Body).Member.Name)]
        );

    public void ReportSummary(Configure<Dictionary<string, string>> configurator = null)
    {
        var target = RunningTargets.Single();
        target.SummaryInformation = configurator?.Invoke([]) ?? [];
    }

    /// <summary>Called once parameters have their values, before planning.</summary>
    protected internal virtual void OnBuildCreated() { }

    /// <summary>Called after planning, before the first target. The logger is final by then.</summary>
    protected internal virtual void OnBuildInitialized() { }

    /// <summary>Called after the summary is printed.</summary>
    protected internal virtual void OnBuildFinished() { }

    protected internal virtual void OnTargetRunning(string target) { }

    protected internal virtual void OnTargetSkipped(string target) { }

    protected internal virtual void OnTargetSucceeded(string target) { }

    protected internal virtual void OnTargetFailed(string target) { }

    private IReadOnlyCollection<ExecutableTarget> With(ExecutionStatus status) =>
        [.. (ExecutionPlan ?? []).Where(x => x.Status == status)];
}
