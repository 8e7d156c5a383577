using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Tells the version.</summary>
internal interface IVersion : IHazOutput
{
    /// <summary>Prints the version on a line of its own, for people and scripts.</summary>
    [Query(AnswerKind.Data)]
    [Example("Version --verbosity quiet", "the version alone, for scripts")]
    [Example("Version --output json", "with commit, branch and image tag")]
    Target Version =>
        _ =>
            _.Description("Prints the version that git's history gives to this commit")
                .Executes(async () =>
                {
                    var version = await Workspace.VersionAsync();
                    Workspace.Results.Write(() => [version.FullSemVer], () => ReleaseJson.Version(version));
                });
}
