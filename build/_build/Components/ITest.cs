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
    /// Whether the services must be tested: on demand, and before anything leaves for others.
    /// </summary>
    private bool ServicesMustBeTested =>
        InvokedTargets.Any(t => t.Name is nameof(TestServices) or nameof(Test)) || !Environment.Cluster.Local;

    /// <summary>The services' tests alone.</summary>
    [Example("TestServices", "tests/Services")]
    Target TestServices =>
        _ =>
            _.Description(
                    "Runs the services' tests; every environment but a local one demands them before Push"
                )
                .DependsOn<ICompile>(x => x.Compile)
                .OnlyWhenDynamic(() => ServicesMustBeTested)
                .Executes(() => Run("service tests", TestProject.Below(Tests / "Services")));

    /// <summary>All tests.</summary>
    [Example("Test", "everything below tests")]
    Target Test =>
        _ =>
            _.Description("Runs all tests: the services' and the build's own")
                .DependsOn<ICompile>(x => x.Compile)
                .Executes(() => Run("tests", TestProject.Below(Tests)));

    private void Run(string name, IReadOnlyList<TestProject> projects)
    {
        Compilation.Compile(name, projects.Select(p => p.File), TemporaryDirectory, Workspace.Stop);
        new TestRun(RootDirectory / "artifacts" / "tests", Workspace.Time, Workspace.Stop).Execute(projects);
    }
}
