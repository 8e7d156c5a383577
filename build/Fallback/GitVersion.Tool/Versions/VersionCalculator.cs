using GitVersion.Cli;
using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>Derives the version of the current commit.</summary>
internal sealed class VersionCalculator(Settings settings, GitRepository repository)
{
    // The genuine tool's words.
    private const string NoCommits = """
        ERROR An unexpected error occurred:
        GitVersion.GitVersionException: No commits found on the current branch.
        """;

    /// <summary>The version of the current commit.</summary>
    /// <exception cref="ToolException">There is no commit yet.</exception>
    public async Task<NextVersion> CalculateAsync(Head head)
    {
        if (head.Commit is not { } id)
            throw new ToolException(NoCommits);
        var branches = new Branches(settings, repository, id);
        var name = head.Branch ?? await branches.NameOfDetachedAsync();
        var branch = settings.BranchOf(name);
        var subject = new Subject(id, name, branch, BranchLabel.Of(branch, name), head.Changes);

        var tags = TaggedVersion.Of(await repository.ReadTagsAsync(id), settings.TagPrefix);
        var onHead = tags.FirstOrDefault(t => t.Commit == id && t.IsFor(subject.Label));
        if (branch.TagOnHeadIsFinal && onHead is not null)
        {
            var tagged = await repository.ReadCommitsAsync(id, since: id);
            var source = new BaseVersion(onHead.Version, id);
            return new NextVersion(subject, tagged[0], onHead.Version, null, source, 0);
        }
        var last = tags.FirstOrDefault(t => t.IsFor(subject.Label));
        var log = await repository.ReadCommitsAsync(id, since: last?.Commit);
        var commits = log.Where(c => c.Id != last?.Commit).ToList();
        var candidates = new Candidates(settings, repository, subject, commits);
        var increment = await branches.IncrementAsync(branch, name);
        return await ChooseAsync(
            candidates,
            log.First(c => c.Id == id),
            [
                candidates.FromTags(last, increment, tags),
                .. candidates.FromNames(isTagged: onHead is not null),
                .. await candidates.FromMergesAsync(),
            ]
        );
    }

    /// <summary>
    /// The highest version wins. Commits are counted from its own source; from the oldest one where several
    /// agree on the version; from the latest one of all where it has none, as a version in a branch's name.
    /// </summary>
    private async Task<NextVersion> ChooseAsync(Candidates candidates, Commit commit, List<Candidate> all)
    {
        var distances = new Dictionary<Candidate, int>();
        foreach (var candidate in all)
            distances[candidate] = await candidates.DistanceAsync(candidate, all[0]);
        var highest = all.Max(c => c.Next);
        var chosen = all.Where(c => c.Next.CompareTo(highest) == 0)
            .OrderByDescending(c => c.Base.Commit is not null)
            .ThenByDescending(c => distances[c])
            .First();
        var latest = all.Where(c => c.Base.Commit is not null).MinBy(c => distances[c]);
        var counted = chosen.Base.Commit is null ? latest ?? chosen : chosen;

        var subject = candidates.Subject;
        var mode = subject.Branch.Mode ?? settings.Mode;
        var (version, metadata) = Deployment.Apply(mode, chosen.Next, distances[counted]);
        var source = chosen.Base with { Commit = counted.Base.Commit };
        return new NextVersion(subject, commit, version, metadata, source, distances[counted]);
    }
}
