using Nuke.Common;
using Nuke.Common.IO;
using Slipway.Targets.Compiling;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Compiles the services.</summary>
internal interface ICompile : IHazWorkspace
{
    /// <summary>
    /// Compiles every service that has a project. The image build and the tests
    /// compile what they need, and only what changed, so running this before them would do the work twice.
    /// </summary>
    [Example("Compile", "compiles every service that has a project")]
    Target Compile =>
        _ =>
            _.Description("Compiles the services")
                .OnlyWhenDynamic(() => IsAskedFor)
                .Executes(() =>
                    Compilation.Compile(
                        "services",
                        Workspace
                            .Services.Select(s => s.ProjectFile)
                            .OfType<string>()
                            .Select(AbsolutePath.Create),
                        TemporaryDirectory,
                        Workspace.Stop
                    )
                );

    private bool IsAskedFor => InvokedTargets.Any(t => t.Name == nameof(Compile));
}
