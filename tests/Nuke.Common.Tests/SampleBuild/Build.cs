using System.Runtime.InteropServices;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using SampleBuild.Components;
using Serilog;

namespace SampleBuild;

/// <summary>A build with one target for each thing that an engine can be asked for.</summary>
internal sealed partial class Build : NukeBuild, ICompile, ITest, IDeploy
{
    [Parameter]
    [Secret]
    private readonly string? ApiKey;

    [Parameter("Services to look at", Separator = ",")]
    private readonly string[] Services = ["all"];

    [Parameter("A color")]
    private readonly Color? Color;

    [Parameter(Name = "Out")]
    private readonly AbsolutePath Output = RootDirectory / "output";

    public static int Run() => Execute<Build>(x => x.Compile);

    private Target Clean =>
        _ =>
            _.Description("Cleans the output")
                .Before(Compile)
                .Executes(() =>
                {
                    Output.CreateOrCleanDirectory();
                    Log.Information("cleaned {Output}", Path.GetRelativePath(RootDirectory, Output));
                });

    /// <summary>Adds to what the component does.</summary>
    public Target Compile =>
        _ =>
            _.Inherit<ICompile>(x => x.Compile)
                .DependsOn(Clean)
                .Executes(() => (Output / "app.txt").WriteAllText("app"));

    private Target Show =>
        _ =>
            _.Executes(() =>
                Log.Information(
                    "services {Services}, color {Color}, key {Known}, output {Output}",
                    string.Join('|', Services),
                    Color,
                    ApiKey == null ? "unknown" : "known",
                    Path.GetRelativePath(RootDirectory, Output)
                )
            );

    private Target Audit =>
        _ =>
            _.DependentFor<IDeploy>(x => x.Deploy)
                .After(Compile)
                .Unlisted()
                .Executes(() => Log.Debug("audited"));

    private Target Notify =>
        _ => _.TriggeredBy<IDeploy>(x => x.Deploy).Executes(() => Log.Information("notified"));

    private Target All => _ => _.DependsOn<ITest>(x => x.Test).DependsOn(Show);

    private Target Tool =>
        _ => _.Executes(() => ProcessTasks.StartProcess("git", "--version").AssertZeroExitCode());

    private Target FailingTool =>
        _ => _.Executes(() => DotNetTasks.DotNetBuild(_ => _.SetProjectFile("nosuch.csproj")));

    private Target NeedsForce => _ => _.Requires(() => ((IDeploy)this).Force).Executes(() => { });

    private Target Asynchronous =>
        _ =>
            _.Executes(async () =>
            {
                await Task.Yield();
                Log.Information("after a pause");
            });

    private Target Graceful =>
        _ =>
            _.Executes(async () =>
            {
                var asked = new TaskCompletionSource();
                using var registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
                {
                    context.Cancel = true;
                    asked.TrySetResult();
                });
                Log.Information("waiting");
                await asked.Task;
                Log.Information("tidied up");
                ExitCode = 130;
            });

    private Target Waits =>
        _ =>
            _.DependsOn(Prepare)
                .Executes(async () =>
                {
                    Log.Information("waiting");
                    await Task.Delay(Timeout.Infinite);
                });

    private Target AfterWaiting => _ => _.DependsOn(Waits).Executes(() => { });
}
