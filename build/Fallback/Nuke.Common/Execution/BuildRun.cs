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
        NukeBuild build = null;
        try
        {
            Logging.Configure();
            build = create();
            using var interruption = new Interruption(build);
            Run(build, defaults);
        }
        catch (Exception exception)
        {
            Log.Verbose(exception, "The build could not run");
            ConsoleText.WriteLine(exception.Message, TextColor.Red);
            if (build == null)
                return Failed;
            build.ExitCode ??= Failed;
        }

        if (build.ExecutionPlan != null && !build.Help && !build.Plan)
            Finish(build);
        Log.CloseAndFlush();
        return build.ExitCode ?? (build.IsSucceeding ? 0 : Failed);
    }

    private static void Run(NukeBuild build, IReadOnlyList<string> defaults)
    {
        EngineParameters.Bind(build);
        var targets = TargetDiscovery.Discover(build, defaults);
        build.Extensions.Call<IOnBuildCreated>(nameof(NukeBuild.OnBuildCreated), x => x.OnBuildCreated(targets));
        MemberInjection.Inject(build, (_, attribute) => attribute is ParameterAttribute);
        build.OnBuildCreated();

        Logging.Configure(build);
        if (!build.NoLogo)
            NukeBuild.Host.WriteLogo();
        build.ExecutionPlan = ExecutionPlanner.Plan(targets, EngineParameters.InvokedTargets());
        if (build.Plan)
        {
            PlanDisplay.Show(build.ExecutionPlan);
            return;
        }

        build.Help |= build.ExecutionPlan.Count == 0;
        if (build.Help)
        {
            ConsoleText.WriteLine(HelpText.Of(
                targets, EngineParameters.DescribeOwn(build), EngineParameters.DescribeEngine(targets)));
            return;
        }

        MemberInjection.Inject(build, (member, attribute) =>
            attribute is not ParameterAttribute && !MemberDemand.IsOnDemand(member));
        build.Extensions.Call<IOnBuildInitialized>(
            nameof(NukeBuild.OnBuildInitialized), x => x.OnBuildInitialized(targets, build.ExecutionPlan));
        build.OnBuildInitialized();
        new BuildExecutor(build).Execute();
    }

    internal static void Finish(NukeBuild build)
    {
        foreach (var target in build.ScheduledTargets)
            target.Status = ExecutionStatus.NotRun;
        NukeBuild.Host.WriteErrorsAndWarnings();
        NukeBuild.Host.WriteTargetOutcome(build);
        NukeBuild.Host.WriteBuildOutcome(build);
        build.Extensions.Call<IOnBuildFinished>(nameof(NukeBuild.OnBuildFinished), x => x.OnBuildFinished());
        build.OnBuildFinished();
    }
}
