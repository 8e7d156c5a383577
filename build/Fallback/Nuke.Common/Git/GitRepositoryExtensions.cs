namespace Nuke.Common.Git;

/// <summary>Which kind of branch is checked out, by its name.</summary>
public static class GitRepositoryExtensions
{
    public static bool IsOnMainBranch(this GitRepository repository) => repository.IsOn("main");

    public static bool IsOnMasterBranch(this GitRepository repository) => repository.IsOn("master");

    public static bool IsOnMainOrMasterBranch(this GitRepository repository) =>
        repository.IsOnMainBranch() || repository.IsOnMasterBranch();

    public static bool IsOnFeatureBranch(this GitRepository repository) =>
        repository.IsBelow("feature/", "features/");

    public static bool IsOnReleaseBranch(this GitRepository repository) =>
        repository.IsBelow("release/", "releases/");

    public static bool IsOnHotfixBranch(this GitRepository repository) =>
        repository.IsBelow("hotfix/", "hotfixes/");

    private static bool IsOn(this GitRepository repository, string branch) =>
        string.Equals(repository.Branch, branch, StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(this GitRepository repository, params string[] folders) =>
        Array.Exists(folders, x =>
            repository.Branch?.StartsWith(x, StringComparison.OrdinalIgnoreCase) == true
        );
}
