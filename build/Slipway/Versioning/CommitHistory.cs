namespace Slipway.Versioning;

/// <summary>Tells which of two commits contains the other one, as the clone in a folder knows it.</summary>
/// <param name="directory">The repository's folder, or one inside it.</param>
public sealed class CommitHistory(string directory)
{
    /// <summary>The full id of the commit that is checked out; null where there is none.</summary>
    public async Task<string?> FindHeadAsync(CancellationToken cancellation)
    {
        try
        {
            var git = new Git(Path.GetFullPath(directory));
            return (await git.RunAsync(cancellation, "rev-parse", "--verify", "HEAD")).Trim();
        }
        catch (VersioningRefusal)
        {
            return null;
        }
    }

    /// <summary>How a commit stands to another one; unknown where the folder is not a clone.</summary>
    /// <param name="commit">The full id of a commit.</param>
    /// <param name="other">The full id of the other one.</param>
    /// <param name="cancellation">Stops git.</param>
    public async Task<CommitRelation> RelateAsync(string commit, string other, CancellationToken cancellation)
    {
        if (!CommitId.IsFull(commit) || !CommitId.IsFull(other))
            return CommitRelation.Unknown;
        if (commit == other)
            return CommitRelation.Same;
        var git = new Git(Path.GetFullPath(directory));
        try
        {
            var shallow =
                (await git.RunAsync(cancellation, "rev-parse", "--is-shallow-repository")).Trim() == "true";
            var unknown = shallow ? CommitRelation.UnknownShallow : CommitRelation.Unknown;
            if (!await HasAsync(git, commit, cancellation) || !await HasAsync(git, other, cancellation))
                return unknown;
            if (await IsAncestorAsync(git, other, commit, cancellation))
                return CommitRelation.Newer;
            if (await IsAncestorAsync(git, commit, other, cancellation))
                return CommitRelation.Older;
            return shallow ? unknown : CommitRelation.Diverged;
        }
        catch (VersioningRefusal)
        {
            return CommitRelation.Unknown;
        }
    }

    private static Task<bool> HasAsync(Git git, string commit, CancellationToken cancellation) =>
        git.SucceedsAsync(cancellation, "cat-file", "-e", $"{commit}^{{commit}}");

    private static Task<bool> IsAncestorAsync(
        Git git,
        string ancestor,
        string commit,
        CancellationToken cancellation
    ) => git.SucceedsAsync(cancellation, "merge-base", "--is-ancestor", ancestor, commit);
}
