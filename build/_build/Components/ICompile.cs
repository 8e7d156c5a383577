using Nuke.Common;
using Nuke.Common.IO;

namespace Slipway.Targets.Components;

/// <summary>Compiles the services.</summary>
internal interface ICompile : IHazWorkspace
{
    /// <summary>Compiles every service that has a project.</summary>
    Target Compile => _ => _
        .Description("Compiles the services")
        .Executes(() => Compilation.Compile(
            "services",
            Workspace.Services.Select(s => s.ProjectFile).OfType<string>().Select(AbsolutePath.Create),
            TemporaryDirectory,
            Workspace.Stop));
}
