using Nuke.Common;
using Serilog;
using Slipway.Targets;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Components;
using Slipway.Targets.Logging;
using Slipway.Values;

/// <summary>This repository's build: the capabilities that it is made of.</summary>
internal sealed class Build : NukeBuild, IVersion, ICompile, ITest, IContainerBuild, IPush, ILocalCluster,
    IConnect, IDeploy, ICanary, IPromote, IRollback, IStatus, IHistory, IDestroy
{
    private Workspace? _workspace;

    public static int Main(string[] arguments)
    {
        if (CommandLineGate.Check(typeof(Build), arguments, RootDirectory) is { } refusal)
        {
            Console.Error.WriteLine(RefusalText.Of(refusal));
            return (int)refusal.Outcome;
        }
        // Where NUKE itself ended the run (a cycle, a missing requirement) it answers 255.
        var code = Execute<Build>(x => ((ICompile)x).Compile);
        return code is 255 or -1 ? (int)Outcome.Failed : code;
    }

    /// <inheritdoc />
    public Workspace Workspace => _workspace ??= new Workspace(RootDirectory, new LogReporter(), TimeProvider.System);

    /// <inheritdoc />
    protected override void OnBuildInitialized()
    {
        Log.Logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new RefusalSink(Log.Logger)).CreateLogger();
        if (ExecutionPlan.All(t => t.Name != nameof(ILocalCluster.LocalUp)))
            return;
        try
        {
            // An unknown environment or a mistake in its file is refused before the first target runs.
            _ = ((IHazEnvironment)this).Environment;
        }
        catch (Refusal refusal)
        {
            Console.Error.WriteLine(RefusalText.Of(refusal));
            Environment.Exit((int)refusal.Outcome);
        }
    }

    /// <inheritdoc />
    protected override void OnTargetFailed(string target) => ExitCode ??= (int)Outcome.Failed;

    /// <inheritdoc />
    protected override void OnBuildFinished() => _workspace?.Dispose();
}
