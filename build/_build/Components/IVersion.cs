using Nuke.Common;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Tells the version.</summary>
internal interface IVersion : IHazWorkspace
{
    /// <summary>Prints the version on a line of its own, for eyes and scripts.</summary>
    Target Version =>
        _ =>
            _.Description("Prints the version that git's history gives to this commit")
                .Executes(async () => Console.WriteLine((await Workspace.VersionAsync()).FullSemVer));
}
