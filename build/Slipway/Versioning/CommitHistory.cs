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

    /// <summary>
    /// The commits that one of two has and the other one lacks, the newest first; null where the folder's clone does not
    /// know both.
    /// </summary>
    /// <param name="from">The full id of a commit.</param>
    /// <param name="to">The full id of the other one.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Stops git.</param>
    public async Task<IReadOnlyList<LoggedCommit>?> BetweenAsync(
        string from,
        string to,
        int most,
        CancellationToken cancellation
    )
    {
        if (!CommitId.IsFull(from) || !CommitId.IsFull(to))
            return null;
        var git = new Git(Path.GetFullPath(directory));
        try
        {
            var log = await git.RunAsync(
                cancellation,
                "log",
                "-z",
                "--left-right",
                $"--max-count={most}",
                "--no-show-signature",
                "--format=%m%x1f%H%x1f%an%x1f%s",
                $"{from}...{to}"
            );
            return [.. log.Split('\0').Select(LoggedCommit.Parse).OfType<LoggedCommit>()];
        }
        catch (VersioningRefusal)
        {
            return null;
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
