using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Finds out where the build runs; <c>--host</c> decides it by hand.</summary>
internal static class HostSelection
{
    internal static Host Select()
    {
        if (ParameterBinding.Current.Bind("Host", typeof(string), filesToo: false) is not string name)
            return EnvironmentInfo.HasVariable("GITHUB_ACTIONS") ? new GitHubActions() : new Terminal();
        return name.ToLowerInvariant() switch
        {
            "terminal" => new Terminal(),
            "githubactions" => new GitHubActions(),
            _ => throw new BuildRefusedException(
                $"Host '{name}' does not exist. Available hosts are:{Environment.NewLine}"
                + $"  - GitHubActions{Environment.NewLine}  - Terminal"),
        };
    }
}
