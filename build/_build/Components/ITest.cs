using Nuke.Common;
using Nuke.Common.IO;
using Slipway.Pipeline.TestReuse;
using Slipway.Targets.Help;
using Slipway.Targets.Testing;
using Slipway.Values;

namespace Slipway.Targets.Components;

/// <summary>Runs tests.</summary>
internal interface ITest : ICompile, IHazRegistry
{
    /// <summary>For CI that keeps its working tree, or where something changed that no file tells.</summary>
    [Parameter("Runs all tests, also those that passed before on the same sources, packages and SDK")]
    bool NoCache => TryGetValue<bool?>(() => NoCache) ?? false;

    private AbsolutePath Tests => RootDirectory / "tests";

    /// <summary>
    /// Whether the services' tests run: when named, and before a push to a shared environment.
    /// </summary>
    private bool ServicesMustBeTested =>
        InvokedTargets.Any(t => t.Name is nameof(TestServices) or nameof(Test)) || !Environment.Cluster.Local;

    /// <summary>Runs the services' tests only.</summary>
    [Example("TestServices", "runs the tests in tests/Services whose inputs changed since they passed")]
    [Example("TestServices --no-cache", "runs all of them")]
    Target TestServices =>
        _ =>
            _.Description("Runs the services' tests; required before Push unless the environment is local")
                .DependsOn<ICompile>(x => x.Compile)
                .OnlyWhenDynamic(() => ServicesMustBeTested)
                .Executes(async () => await RunAsync("service tests", Tests / "Services"));

    /// <summary>Runs all tests.</summary>
    [Example("Test", "runs every test project below tests whose inputs changed since it passed")]
    [Example("Test --no-cache", "runs all of them")]
    Target Test =>
        _ =>
            _.Description("Runs all tests, those of the services and of the build")
                .DependsOn<ICompile>(x => x.Compile)
                .Executes(async () => await RunAsync("tests", Tests));

    private async Task RunAsync(string name, AbsolutePath folder)
    {
        using var registries = await MayShareAsync() ? Images.Registries([Environment]) : null;
        var passed = new PassedTests(
            RootDirectory,
            Workspace.Temporary / "tests",
            registries is null ? null : Images.Sharing(Environment, PreflightResult.Key, registries),
            Workspace.Reporter
        );
        await new TestSuite(RootDirectory, TemporaryDirectory, passed, Workspace.Time, Workspace.Stop)
        {
            RunsAll = NoCache,
        }.RunAsync(name, TestProject.Below(folder), CommitAsync);
    }

    /// <summary>Results are shared as images are: by a push, of what is in a commit.</summary>
    private async Task<bool> MayShareAsync() =>
        ExecutionPlan.Any(t => t.Name == nameof(IPush.Push))
        && Environment.Registry is not null
        && (await Workspace.TreeAsync()).Changed.Count == 0;

    /// <summary>The commit, to be named when its tests do not run again.</summary>
    private async Task<string> CommitAsync()
    {
        try
        {
            return (await Workspace.TreeAsync()).Display;
        }
        catch (Refusal)
        {
            return "no-commit";
        }
    }
}
