using GitVersion.Cli;
using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>Derives the version of the current commit from tags, merges, the branch and commit messages.</summary>
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
        var label = BranchLabel.Of(branch, name);

        var tags = TaggedVersion.Of(await repository.ReadTagsAsync(id), settings.TagPrefix);
        var onHead = tags.FirstOrDefault(t => t.Commit == id && t.IsFor(label));
        var last = branch.TagOnHeadIsFinal && onHead is not null ? onHead : tags.FirstOrDefault(t => t.IsFor(label));
        var log = await repository.ReadCommitsAsync(id, since: last?.Commit);
        var current = log.First(c => c.Id == id);
        if (branch.TagOnHeadIsFinal && onHead is not null)
            return new NextVersion(onHead.Version, null, new BaseVersion(onHead.Version, id), 0, current, name, branch, head.Changes);

        var commits = log.Where(c => c.Id != last?.Commit).ToList();
        var candidates = new List<Candidate>
        {
            Candidate.After(
                new BaseVersion(last?.Version ?? new SemanticVersion(0, 0, 0), last?.Commit),
                CommitMessages.Raise(await branches.IncrementAsync(branch, name), commits, settings.Messages),
                label,
                OtherPreReleases(tags, label, commits)),
        };
        if (ReleaseBranch.VersionOf(name, settings) is { } named)
            candidates.Add(Candidate.Named(new BaseVersion(named, null), label));
        if (settings.NextVersion is { } next && onHead is null)
            candidates.Add(Candidate.Named(new BaseVersion(next, null), label));
        if (branch.TracksMerges)
            candidates.AddRange(await MergedReleasesAsync(commits, label));

        var (chosen, source, distance) = await ChooseAsync(candidates, last, commits.Count, id);
        var (version, metadata) = Deployment.Apply(branch.Mode ?? settings.Mode, chosen.Next, distance);
        return new NextVersion(version, metadata, chosen.Base with { Commit = source }, distance, current, name, branch, head.Changes);
    }

    private static IEnumerable<SemanticVersion> OtherPreReleases(
        IReadOnlyList<TaggedVersion> tags, string label, IReadOnlyList<Commit> commits)
    {
        var since = commits.Select(c => c.Id).ToHashSet();
        return tags.Where(t => !t.IsFor(label) && since.Contains(t.Commit)).Select(t => t.Version);
    }

    private async Task<IEnumerable<Candidate>> MergedReleasesAsync(IReadOnlyList<Commit> commits, string label)
    {
        var merged = new List<Candidate>();
        foreach (var commit in commits.Where(c => c.IsMerge))
        {
            if (MergeMessage.MergedBranch(commit.Message) is not { } branch
                || ReleaseBranch.VersionOf(branch, settings) is not { } version)
                continue;
            var start = await repository.MergeBaseAsync(commit.Parents[0], commit.Parents[1]);
            merged.Add(Candidate.Named(new BaseVersion(version, start), label));
        }
        return merged;
    }

    /// <summary>
    /// The candidate with the highest version, and where its commits are counted from: its own source; the oldest one if
    /// several candidates agree on the version; the latest one of all if it has none itself, as a version in a branch name.
    /// </summary>
    private async Task<(Candidate Chosen, string? Source, int Distance)> ChooseAsync(
        IReadOnlyList<Candidate> candidates, TaggedVersion? last, int sinceLast, string id)
    {
        var distances = new Dictionary<Candidate, int>();
        foreach (var candidate in candidates)
        {
            distances[candidate] = candidate.Base.Commit is { } start && start != last?.Commit
                ? await repository.CountAsync(id, start)
                : sinceLast;
        }
        var highest = candidates.Max(c => c.Next);
        var chosen = candidates
            .Where(c => c.Next.CompareTo(highest) == 0)
            .OrderByDescending(c => c.Base.Commit is not null)
            .ThenByDescending(c => distances[c])
            .First();
        var latest = candidates.Where(c => c.Base.Commit is not null).MinBy(c => distances[c]);
        var counted = chosen.Base.Commit is null && latest is not null ? latest : chosen;
        return (chosen, counted.Base.Commit, distances[counted]);
    }
}
