namespace Nuke.Common.CI;

/// <summary>
/// A build server without decorated output. It counts as a server, so that nothing prompts and the build uses
/// its defaults for servers.
/// </summary>
internal sealed class OtherBuildServer : Host, IBuildServer
{
    /// <summary>Name, and the variable that the server documents.</summary>
    private static readonly (string Name, string Variable)[] s_known =
    [
        ("AppVeyor", "APPVEYOR"),
        ("AzurePipelines", "TF_BUILD"),
        ("Bamboo", "bamboo_planKey"),
        ("Bitbucket", "BITBUCKET_PIPELINE_UUID"),
        ("Bitrise", "BITRISE_BUILD_URL"),
        ("GitLab", "GITLAB_CI"),
        ("Jenkins", "JENKINS_HOME"),
        ("SpaceAutomation", "JB_SPACE_PROJECT_KEY"),
        ("TeamCity", "TEAMCITY_VERSION"),
        ("TravisCI", "TRAVIS"),
    ];

    private readonly string _name;

    private OtherBuildServer(string name) => _name = name;

    string IBuildServer.Branch => null;

    string IBuildServer.Commit => null;

    internal static IEnumerable<string> Names => s_known.Select(x => x.Name);

    public override string ToString() => _name;

    /// <returns>Null if no known variable is set.</returns>
    internal static OtherBuildServer Detect() =>
        s_known.FirstOrDefault(x => Environment.GetEnvironmentVariable(x.Variable) != null).Name is { } name
            ? new(name)
            : null;

    internal static OtherBuildServer Named(string name) =>
        Names.FirstOrDefault(x => x.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? new(known)
            : null;
}
