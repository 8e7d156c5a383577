namespace Nuke.Common.CI.GitHubActions;

/// <summary>
/// Describes a workflow. The genuine package generates its file; here the attribute does nothing.
/// </summary>
public class GitHubActionsAttribute(string name, GitHubActionsImage image, params GitHubActionsImage[] images)
    : ConfigurationAttributeBase
{
    internal string WorkflowName { get; } = name;

    internal IReadOnlyList<GitHubActionsImage> Images { get; } = [image, .. images];

    public GitHubActionsTrigger[] On { get; set; } = [];

    public string[] OnPushBranches { get; set; } = [];

    public string[] OnPushBranchesIgnore { get; set; } = [];

    public string[] OnPushTags { get; set; } = [];

    public string[] OnPushTagsIgnore { get; set; } = [];

    public string[] OnPushIncludePaths { get; set; } = [];

    public string[] OnPushExcludePaths { get; set; } = [];

    public string[] OnPullRequestBranches { get; set; } = [];

    public string[] OnPullRequestTags { get; set; } = [];

    public string[] OnPullRequestIncludePaths { get; set; } = [];

    public string[] OnPullRequestExcludePaths { get; set; } = [];

    public string[] OnWorkflowDispatchOptionalInputs { get; set; } = [];

    public string[] OnWorkflowDispatchRequiredInputs { get; set; } = [];

    public string OnCronSchedule { get; set; }

    public string[] InvokedTargets { get; set; } = [];

    public string[] ImportSecrets { get; set; } = [];

    public bool EnableGitHubToken { get; set; }

    public uint FetchDepth { get; set; }

    public int TimeoutMinutes { get; set; }

    public string ConcurrencyGroup { get; set; }

    public bool ConcurrencyCancelInProgress { get; set; }

    public string[] CacheKeyFiles { get; set; } = [];

    public string[] CacheIncludePatterns { get; set; } = [];

    public string[] CacheExcludePatterns { get; set; } = [];

    public bool PublishArtifacts { get; set; } = true;

    public string PublishCondition { get; set; }
}
