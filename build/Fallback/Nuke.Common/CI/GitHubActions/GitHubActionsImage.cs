namespace Nuke.Common.CI.GitHubActions;

/// <summary>What a workflow runs on.</summary>
public enum GitHubActionsImage
{
    WindowsLatest,
    Windows2022,
    UbuntuLatest,
    Ubuntu2404,
    Ubuntu2204,
    MacOsLatest,
}
