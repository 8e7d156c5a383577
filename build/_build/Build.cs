using System.Collections;
using Nuke.Common;
using Serilog;
using Slipway.Targets;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Components;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;
using Slipway.Values;

/// <summary>This repository's build: the capabilities that it is made of.</summary>
internal sealed class Build
    : NukeBuild,
        IVersion,
        ICompile,
        ITest,
        IAudit,
        IContainerBuild,
        IContainerTest,
        IPush,
        ILocalCluster,
        IDeploy,
        ICanary,
        IPromote,
        IRollback,
        IStatus,
        IHistory,
        IDestroy,
        IUpdateBaseImages
{
    private Workspace? _workspace;

    /// <inheritdoc />
    public Workspace Workspace =>
        _workspace ??= new Workspace(RootDirectory, new LogReporter(), TimeProvider.System);

    public static int Main(string[] arguments)
    {
        var gate = new CommandLineGate(BuildShape.Of(typeof(Build)), Variables());
        // The root is asked for only when nothing is wrong with what names it.
        if ((gate.Check(arguments) ?? gate.CheckFiles(arguments, RootDirectory)) is { } refusal)
            return Refuse(refusal);
        // It is known now. Builds that this one starts find their own.
        Environment.SetEnvironmentVariable("NUKE_ROOT", null);

        // Where NUKE itself ended the run (a cycle, a missing requirement) it answers 255.
        var code = Execute<Build>(x => ((ICompile)x).Compile);
        return code is 255 or -1 ? (int)Outcome.Failed : code;
    }

    /// <inheritdoc />
    protected override void OnBuildInitialized()
    {
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.Sink(new RefusalSink(Log.Logger, Workspace.Stop, outcome => ExitCode = (int)outcome))
            .CreateLogger();
        try
        {
            new Preflight(this).CheckAsync([.. ExecutionPlan.Select(t => t.Name)]).GetAwaiter().GetResult();
        }
        catch (Refusal refusal)
        {
            Environment.Exit(Refuse(refusal));
        }
        catch (OperationCanceledException) when (Workspace.Stop.IsCancellationRequested)
        {
            Environment.Exit((int)Outcome.Interrupted);
        }
    }

    /// <inheritdoc />
    protected override void OnTargetFailed(string target) => ExitCode ??= (int)Outcome.Failed;

    /// <inheritdoc />
    protected override void OnBuildFinished() => _workspace?.Dispose();

    private static Dictionary<string, string> Variables() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => v.Value as string ?? "");

    /// <summary>Refuses before the first target: no table of targets, nothing but the reason.</summary>
    private static int Refuse(Refusal refusal)
    {
        Console.Error.WriteLine(RefusalText.Of(refusal));
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true")
            Console.WriteLine(RefusalText.AnnotationOf(refusal));
        return (int)refusal.Outcome;
    }
}
