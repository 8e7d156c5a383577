using System.Collections;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;
using Slipway.Targets;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Components;
using Slipway.Targets.Help;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;
using Slipway.Values;

/// <summary>This repository's build, composed of its components.</summary>
[PlanAsText(Priority = 20)]
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
        ILogs,
        IStatus,
        IHistory,
        IReport,
        IRights,
        IDiff,
        INewService,
        ICompletion,
        IDestroy,
        IUpdateBaseImages
{
    private Workspace? _workspace;

    /// <inheritdoc />
    public PreflightResult PreflightResult { get; private set; } = PreflightResult.Empty;

    /// <inheritdoc />
    /// <remarks>
    /// Not disposed by a NUKE hook: on Ctrl-C, NUKE calls OnBuildFinished while a target is still running. It
    /// lives as long as the process.
    /// </remarks>
    public Workspace Workspace => _workspace ??= OpenWorkspace();

    public static int Main(string[] arguments)
    {
        var shape = BuildShape.Of(typeof(Build));
        var gate = new CommandLineGate(shape, Variables());
        // The root is read only after the arguments that name it are valid.
        if ((gate.Check(arguments) ?? gate.CheckFiles(arguments, RootDirectory)) is { } refusal)
            return Refuse(refusal);
        if (new Arguments(arguments) is { Targets.Count: > 0 } asked && asked.Has("help"))
            return Explain(asked.Targets);
        if (TemporaryFiles.Prepare(RootDirectory / ".nuke" / "temp") is { } unusable)
            return Refuse(unusable);
        // It is known now. Builds started by this one must find their own.
        Environment.SetEnvironmentVariable("NUKE_ROOT", null);

        using var diversion = new LogDiversion(ConsoleUse.Of(shape, arguments, Variables()).Log);
        // NUKE exits with 255 if it ended the run itself (a cycle, a missing requirement).
        var code = Execute<Build>(x => ((ICompile)x).Compile);
        if (code is not ((int)Outcome.Done or (int)Outcome.Different))
            diversion.ShowHeld();
        code = code is 255 or -1 ? (int)Outcome.Failed : code;
        Events(arguments)?.WriteEnd(code);
        return code;
    }

    /// <inheritdoc />
    protected override void OnBuildCreated() => SecretVariables.Take(this);

    /// <inheritdoc />
    protected override void OnBuildInitialized()
    {
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.Sink(
                new RefusalSink(Log.Logger, End, RootDirectory, Workspace.Stop) { OnError = WriteError }
            )
            .CreateLogger();
        try
        {
            var plan = ExecutionPlan.Select(t => t.Name);
            PreflightResult = new Preflight(this).CheckAsync([.. plan]).GetAwaiter().GetResult();
            if (PreflightResult.Refusals.Count > 0)
                Environment.Exit(Refuse(PreflightResult.Refusals));
        }
        catch (Refusal refusal)
        {
            Environment.Exit(Refuse(refusal));
        }
        catch (OperationCanceledException) when (Workspace.Stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Interrupted. Nothing was changed.");
            Events(CommandLine())?.Write(ErrorEvents.Interrupted("Interrupted. Nothing was changed."));
            Events(CommandLine())?.WriteEnd((int)Outcome.Interrupted);
            Environment.Exit((int)Outcome.Interrupted);
        }
    }

    /// <inheritdoc />
    protected override void OnTargetFailed(string target) => ExitCode ??= (int)Outcome.Failed;

    private void WriteError(Exception cause)
    {
        var events = Events(CommandLine());
        if (cause is OperationCanceledException && Workspace.Stop.IsCancellationRequested)
            events?.Write(ErrorEvents.Interrupted(RefusalSink.Interrupted));
        else
            events?.WriteErrors(cause);
    }

    private void End(Outcome outcome)
    {
        ExitCode = (int)outcome;
        // Otherwise NUKE's summary names the exception that an interruption throws.
        if (outcome == Outcome.Interrupted && RunningTargets.Count == 1)
            ReportSummary(_ => new Dictionary<string, string>
            {
                ["Interrupted"] = "run it again to continue",
            });
    }

    private static Workspace OpenWorkspace()
    {
        var use = ConsoleUse.Of(BuildShape.Of(typeof(Build)), CommandLine(), Variables());
        var plain = use.Log != LogPlace.Output || Verbosity == Verbosity.Verbose;
        var log = LiveReporter.OfThisProcess(plain, TimeProvider.System);
        return new Workspace(
            RootDirectory,
            EventStream.For(use) is { } events ? new EventReporter(log, events) : log,
            TimeProvider.System
        )
        {
            Arguments = new Arguments(CommandLine()),
            Variables = Variables(),
            Results = Results.For(use),
        };
    }

    /// <summary>NUKE's help lists all targets; this explains the named ones.</summary>
    private static int Explain(IReadOnlyList<string> names)
    {
        var all = TargetReader.Read(new Build());
        var asked = all.Where(target =>
            names.Any(name => ParameterShape.LettersOf(name) == ParameterShape.LettersOf(target.Name))
        );
        Console.WriteLine(
            string.Join("\n\n", asked.Select(target => string.Join('\n', TargetHelp.Of(target, all))))
        );
        return (int)Outcome.Done;
    }

    private static EventStream? Events(string[] arguments) =>
        EventStream.For(ConsoleUse.Of(BuildShape.Of(typeof(Build)), arguments, Variables()));

    private static string[] CommandLine() => Environment.GetCommandLineArgs()[1..];

    private static Dictionary<string, string> Variables() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => v.Value as string ?? "");

    /// <summary>Refuses before the first target, printing only the reasons: a paragraph for each.</summary>
    private static int Refuse(params IReadOnlyList<Refusal> refusals)
    {
        Console.Error.WriteLine(
            string.Join(Environment.NewLine + Environment.NewLine, refusals.Select(RefusalText.Of))
        );
        var events = Events(CommandLine());
        foreach (var refusal in refusals)
            events?.WriteErrors(refusal);
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true")
        {
            var log = events is null ? Console.Out : Console.Error;
            foreach (var refusal in refusals)
                log.WriteLine(RefusalText.AnnotationOf(refusal));
        }
        events?.WriteEnd((int)refusals[0].Outcome);
        return (int)refusals[0].Outcome;
    }
}
