using Nuke.Common.CI;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Detects where the build runs; <c>--host</c> overrides it.</summary>
internal static class HostSelection
{
    internal static Host Select() =>
        ParameterBinding.Current.BindOfEngine("Host", typeof(string), filesToo: false) is string name
            ? Named(name)
            : Detect();

    private static Host Detect() =>
        Environment.GetEnvironmentVariable("GITHUB_ACTIONS") != null
            ? new GitHubActions()
            : (Host)OtherBuildServer.Detect() ?? new Terminal();

    private static Host Named(string name) =>
        name.ToLowerInvariant() switch
        {
            "terminal" => new Terminal(),
            "githubactions" => new GitHubActions(),
            _ => OtherBuildServer.Named(name)
                ?? throw new BuildRefusedException(
                    $"Host '{name}' does not exist. Available hosts are:"
                        + string.Concat(
                            OtherBuildServer
                                .Names.Concat(["GitHubActions", "Terminal"])
                                .Order()
                                .Select(x => $"{Environment.NewLine}  - {x}")
                        )
                ),
        };
}
