namespace Nuke.Common.CI.GitHubActions;

/// <summary>
/// A run on GitHub Actions; every property is the variable of the same name that GitHub documents.
/// </summary>
public partial class GitHubActions : Host, IBuildServer
{
    internal GitHubActions() { }

    /// <summary>Null anywhere else.</summary>
    public static GitHubActions Instance => NukeBuild.Host as GitHubActions;

    string IBuildServer.Branch => Ref;

    string IBuildServer.Commit => Sha;

    public string Home => Variable("HOME");

    public string Workflow => Variable("GITHUB_WORKFLOW");

    public string Action => Variable("GITHUB_ACTION");

    public string Actor => Variable("GITHUB_ACTOR");

    public string Repository => Variable("GITHUB_REPOSITORY");

    public string RepositoryOwner => Variable("GITHUB_REPOSITORY_OWNER");

    public string EventName => Variable("GITHUB_EVENT_NAME");

    public string EventPath => Variable("GITHUB_EVENT_PATH");

    public string Workspace => Variable("GITHUB_WORKSPACE");

    public string Sha => Variable("GITHUB_SHA");

    public string Ref => Variable("GITHUB_REF");

    public string HeadRef => Variable("GITHUB_HEAD_REF");

    public string BaseRef => Variable("GITHUB_BASE_REF");

    public long RunId => EnvironmentInfo.GetVariable<long>("GITHUB_RUN_ID");

    public long RunNumber => EnvironmentInfo.GetVariable<long>("GITHUB_RUN_NUMBER");

    public string ServerUrl => Variable("GITHUB_SERVER_URL");

    public string Job => Variable("GITHUB_JOB");

    public string Token => Variable("GITHUB_TOKEN");

    public string StepSummaryFile => Variable("GITHUB_STEP_SUMMARY");

    private static string Variable(string name) => EnvironmentInfo.GetVariable(name);
}
