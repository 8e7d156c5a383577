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
    /// Compiles every service that has a project. Images and tests compile what they are made of by
    /// themselves, and only what changed; before them this would be the same work twice.
    /// </summary>
    [Example("Compile", "every service that has a project")]
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
