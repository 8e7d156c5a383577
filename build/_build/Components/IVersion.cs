using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;
using Slipway.Targets.Logging;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>The version of this commit.</summary>
internal interface IVersion : IHazOutput
{
    /// <summary>Prints the version on a line of its own, for people and scripts.</summary>
    [Query(AnswerKind.Data)]
    [Example("Version --verbosity quiet", "prints only the version, for scripts")]
    [Example("Version --output json", "prints version, image tag, commit and branch")]
    Target Version =>
        _ =>
            _.Description("Prints the version of this commit, calculated from the Git history")
                .Executes(async () =>
                {
                    var version = await Workspace.VersionAsync();
                    Workspace.Results.Write(() => [version.FullSemVer], () => ReleaseJson.Version(version));
                });
}
