using Nuke.Common;
using Nuke.Common.Execution;
using Serilog;

namespace SampleBuild;

/// <summary>Prints what it is asked, and replaces the logger as late as it may.</summary>
[Announce(Priority = 5)]
internal sealed class HookedBuild : NukeBuild
{
    [Parameter]
    private readonly string? Word;

    public static int Run() => Execute<HookedBuild>(x => x.Second);

    private Target First => _ => _.Executes(() => { });

    private Target Second => _ => _.DependsOn(First).Executes(() => throw new FormatException("wrong"));

    private Target Third => _ => _.DependsOn(First).Executes(() => { });

    protected override void OnBuildCreated() =>
        Console.WriteLine($"created, word {Word}, plan {ExecutionPlan == null}");

    protected override void OnBuildInitialized()
    {
        var invoked = InvokedTargets.Single().Name;
        Console.WriteLine($"initialized, {ExecutionPlan.Count} targets, invoked {invoked}");
        Log.Logger = new LoggerConfiguration().WriteTo.Sink(new WrappingSink(Log.Logger)).CreateLogger();
    }

    protected override void OnTargetRunning(string target) => Console.WriteLine($"running {target}");

    protected override void OnTargetSucceeded(string target) => Console.WriteLine($"succeeded {target}");

    protected override void OnTargetSkipped(string target) => Console.WriteLine($"skipped {target}");

    protected override void OnTargetFailed(string target)
    {
        Console.WriteLine($"failed {target}");
        ExitCode = 7;
    }

    protected override void OnBuildFinished() =>
        Console.WriteLine($"finished, succeeding {IsSucceeding}, {SucceededTargets.Count} succeeded");
}
