namespace Nuke.Common.CI.GitHubActions;

/// <summary>What a workflow runs on.</summary>
public enum GitHubActionsImage
{
    WindowsLatest,
    UbuntuLatest,
    MacOsLatest,
}
