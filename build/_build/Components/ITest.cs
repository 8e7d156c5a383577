using Nuke.Common;
using Nuke.Common.IO;
using Slipway.Targets.Compiling;
using Slipway.Targets.Help;
using Slipway.Targets.Testing;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Runs tests.</summary>
internal interface ITest : ICompile, IHazEnvironment
{
    private AbsolutePath Tests => RootDirectory / "tests";

    /// <summary>
    /// Whether the services' tests run: when named, and before a push to a shared environment.
    /// </summary>
    private bool ServicesMustBeTested =>
        InvokedTargets.Any(t => t.Name is nameof(TestServices) or nameof(Test)) || !Environment.Cluster.Local;

    /// <summary>Runs the services' tests only.</summary>
    [Example("TestServices", "runs the tests in tests/Services")]
    Target TestServices =>
        _ =>
            _.Description("Runs the services' tests; required before Push unless the environment is local")
                .DependsOn<ICompile>(x => x.Compile)
                .OnlyWhenDynamic(() => ServicesMustBeTested)
                .Executes(() => Run("service tests", TestProject.Below(Tests / "Services")));

    /// <summary>Runs all tests.</summary>
    [Example("Test", "runs every test project below tests")]
    Target Test =>
        _ =>
            _.Description("Runs all tests, those of the services and of the build")
                .DependsOn<ICompile>(x => x.Compile)
                .Executes(() => Run("tests", TestProject.Below(Tests)));

    private void Run(string name, IReadOnlyList<TestProject> projects)
    {
        Compilation.Compile(name, projects.Select(p => p.File), TemporaryDirectory, Workspace.Stop);
        new TestRun(RootDirectory / "artifacts" / "tests", Workspace.Time, Workspace.Stop).Execute(projects);
    }
}
