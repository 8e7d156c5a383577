using System.Reflection;
using System.Text;
using Nuke.Common.Parameters;
using Nuke.Common.Reporting;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>One run of a build, from the command line to the exit code.</summary>
internal static class BuildRun
{
    private const int Failed = 255;

    internal static int Execute(Func<NukeBuild> create, IReadOnlyList<string> defaults)
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        Logging.Configure();
        NukeBuild build = null;
        try
        {
            Guard(null, () => build = create());
            if (build == null)
                return Failed;
            using var interruption = new Interruption(build);
            Guard(build, () => Run(build, defaults));
            if (build.ExecutionPlan != null && !build.Help && !build.Plan)
                Finish(build);
            return build.ExitCode ?? (build.IsSucceeding ? 0 : Failed);
        }
        finally
        {
            Log.CloseAndFlush();
        }
    }

    /// <summary>Ends the run: errors and warnings, summary, outcome, hooks.</summary>
    internal static void Finish(NukeBuild build) => Guard(build, () =>
        {
            foreach (var target in build.ExecutionPlan)
            {
                if (target.Status is ExecutionStatus.None or ExecutionStatus.Scheduled)
                    target.Status = ExecutionStatus.NotRun;
            }

            NukeBuild.Host.WriteErrorsAndWarnings();
            NukeBuild.Host.WriteTargetOutcome(build);
            NukeBuild.Host.WriteBuildOutcome(build);
            build.OnBuildFinished();
        });

    private static void Run(NukeBuild build, IReadOnlyList<string> defaults)
    {
        EngineParameters.Bind(build);
        var targets = TargetDiscovery.Discover(build, defaults);
        MemberInjection.Inject(build);
        build.OnBuildCreated();

        Logging.Configure(build);
        if (!build.NoLogo)
            NukeBuild.Host.WriteLogo();
        build.ExecutionPlan = ExecutionPlanner.Plan(targets, EngineParameters.InvokedTargets());
        build.Help |= build.ExecutionPlan.Count == 0;
        BuildExtensions.OnBuildInitialized(build, targets);
        if (build.Plan)
            ShowPlan(build.ExecutionPlan);
        else if (build.Help)
            ShowHelp(build, targets);
        else
            RunTargets(build);
    }

    private static void ShowPlan(IEnumerable<ExecutableTarget> plan)
    {
        foreach (var target in plan)
            ConsoleText.WriteLine(target.Name);
    }

    private static void ShowHelp(NukeBuild build, IReadOnlyList<ExecutableTarget> targets) =>
        ConsoleText.WriteLine(
            HelpText.Of(
                targets,
                EngineParameters.DescribeOwn(build),
                EngineParameters.DescribeEngine(targets)
            )
        );

    private static void RunTargets(NukeBuild build)
    {
        build.OnBuildInitialized();
        new BuildExecutor(build).Execute();
    }

    /// <summary>A failure outside of targets ends the run with its message and an exit code.</summary>
    private static void Guard(NukeBuild build, Action action)
    {
        try
        {
            action();
        }
        catch (Exception caught)
        {
            // Exceptions of constructors are wrapped.
            var exception = (caught as TargetInvocationException)?.InnerException ?? caught;
            if (exception is BuildRefusedException)
                ConsoleText.WriteLine(exception.Message, TextColor.Red);
            else
                Log.Error(exception, "{Message:l}", exception.Message);
            if (build != null)
                build.ExitCode ??= Failed;
        }
    }
}
