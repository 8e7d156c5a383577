using Nuke.Common.Parameters;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs the targets of a plan, one after the other.</summary>
internal sealed class BuildExecutor(NukeBuild build)
{
    private readonly BuildAttempt _attempt = new(NukeBuild.TemporaryDirectory / "build-attempt.log");

    internal void Execute()
    {
        var plan = build.ExecutionPlan;
        foreach (var target in plan)
            target.Status = ExecutionStatus.Scheduled;
        TargetSkipping.Apply(plan, EngineParameters.SkippedTargets(), Succeeded());
        Requirements.Check(build);
        _attempt.Begin(CommandLine.Arguments, build.SkippedTargets);

        var failed = false;
        foreach (var target in plan)
        {
            if (target.Status == ExecutionStatus.Skipped)
                OnSkipped(target);
            else if (!failed || target.AssuredAfterFailure)
                Execute(target);
            failed |= target is { Status: ExecutionStatus.Failed, ProceedAfterFailure: false };
        }
    }

    private IReadOnlyCollection<string> Succeeded()
    {
        if (!build.Continue)
            return [];
        if (_attempt.Succeeded(CommandLine.Arguments) is { } names)
            return names;
        Log.Warning("Build invocation changed. Restarting ...");
        return [];
    }

    private void Execute(ExecutableTarget target)
    {
        using var running = Logging.SetTarget(target.Name);
        if (!TargetSkipping.Holds(target, target.DynamicConditions))
        {
            OnSkipped(target);
            return;
        }

        if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return;
        }

        using (NukeBuild.Host.WriteBlock(target.Name))
            Run(target);
    }

    private void Run(ExecutableTarget target)
    {
        target.Status = ExecutionStatus.Running;
        target.Timer.Start();
        try
        {
            build.OnTargetRunning(target.Name);
            target.Actions.ForEach(x => x());
            Interruption.StayOut();
            target.Timer.Stop();
            target.Status = ExecutionStatus.Succeeded;
            _attempt.Add(target);
            build.OnTargetSucceeded(target.Name);
        }
        catch (Exception exception)
        {
            OnFailed(target, exception);
        }
    }

    private void OnFailed(ExecutableTarget target, Exception exception)
    {
        Interruption.StayOut();
        if (target.SummaryInformation.Count == 0)
            target.SummaryInformation = new() { [exception.GetType().Name] = FirstLine(exception.Message) };
        // It still counts as running, so that a sink of the build may report another summary.
        Log.Error(exception, "Target {Target} has thrown an exception", target.Name);
        target.Timer.Stop();
        target.Status = ExecutionStatus.Failed;
        build.OnTargetFailed(target.Name);
    }

    private void OnSkipped(ExecutableTarget target)
    {
        target.Status = ExecutionStatus.Skipped;
        build.OnTargetSkipped(target.Name);
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0].TrimEnd();
}
