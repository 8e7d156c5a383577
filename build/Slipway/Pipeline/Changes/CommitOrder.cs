using Slipway.Releases;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Decides whether a commit may follow the one that runs: one that does not contain it would take back, without
/// a word, what others released. Pure.
/// </summary>
internal static class CommitOrder
{
    /// <summary>Why it must not follow; null where it may.</summary>
    /// <param name="relation">How the commit stands to the one that runs.</param>
    /// <param name="commit">The commit that is to be released.</param>
    /// <param name="running">The release that runs.</param>
    /// <param name="environment">The environment.</param>
    public static StaleCommitException? Problem(
        CommitRelation relation,
        string commit,
        Release running,
        string environment
    )
    {
        var theirs =
            $"commit {Short(running.ManifestCommit)}, which runs in {environment} as {running.Display}";
        return relation switch
        {
            CommitRelation.Same or CommitRelation.Newer => null,
            CommitRelation.Older => Refuse(
                $"commit {Short(commit)} is older than {theirs}: deploying it would take back what came since",
                "update the checkout: git pull"
            ),
            CommitRelation.Diverged => Refuse(
                $"commit {Short(commit)} does not contain {theirs}: "
                    + "deploying it would take back what only that one has",
                $"merge or rebase onto it: git rebase {Short(running.ManifestCommit)}"
            ),
            CommitRelation.UnknownShallow => Refuse(
                $"this shallow clone cannot tell whether commit {Short(commit)} contains {theirs}",
                "git fetch --unshallow (in CI: fetch-depth: 0)"
            ),
            _ => Refuse(
                $"this clone does not know {theirs}, so commit {Short(commit)} may lack it",
                "git fetch, then merge it"
            ),
        };

        StaleCommitException Refuse(string what, string cure) => new(what, cure, running, environment);
    }

    /// <summary>
    /// What is said of a promotion, whose release was chosen and proven elsewhere; null where it goes forward.
    /// </summary>
    /// <param name="relation">How its commit stands to the one that runs.</param>
    /// <param name="promoted">The version that is promoted.</param>
    /// <param name="running">The release that runs.</param>
    /// <param name="environment">The environment.</param>
    public static string? Remark(
        CommitRelation relation,
        string promoted,
        Release running,
        string environment
    ) =>
        relation switch
        {
            CommitRelation.Same or CommitRelation.Newer => null,
            CommitRelation.Older =>
                $"{promoted} is older than {running.Display}, which runs in {environment}: "
                    + "this takes back what came since, as a rollback does",
            CommitRelation.Diverged =>
                $"{promoted} does not contain commit {Short(running.ManifestCommit)} of "
                    + $"{running.Display}, which runs in {environment}: this takes back what only that one has",
            _ =>
                $"Whether {promoted} contains commit {Short(running.ManifestCommit)} of {running.Display}, which runs in "
                    + $"{environment}, is not known here: git fetch --unshallow or git fetch would tell",
        };

    private static string Short(string? commit) => commit is { Length: > 7 } ? commit[..7] : commit ?? "none";
}

/// <summary>A commit that does not contain the one that runs.</summary>
public sealed class StaleCommitException : Refusal
{
    internal StaleCommitException(string what, string cure, Release running, string environment)
        : base(
            what,
            $"environment {environment}, released by {running.RanBy}; nothing was changed",
            $"{cure}; to go back: ./build.sh Rollback --env {environment}; to deploy it all the same: "
                + $"./build.sh Deploy --env {environment} --allow-older \"<reason>\""
        ) { }
}
