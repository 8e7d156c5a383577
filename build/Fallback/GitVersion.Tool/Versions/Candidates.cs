using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>
/// The versions that the next one may be derived from, each with what would follow from it.
/// </summary>
/// <param name="settings">The configuration.</param>
/// <param name="repository">The repository.</param>
/// <param name="subject">What a version is asked for.</param>
/// <param name="commits">The commits since the last tag.</param>
internal sealed class Candidates(
    Settings settings,
    GitRepository repository,
    Subject subject,
    IReadOnlyList<Commit> commits
)
{
    /// <summary>What a version is asked for.</summary>
    public Subject Subject => subject;

    /// <summary>From the last tag; from 0.0.0 where there is none.</summary>
    public Candidate FromTags(TaggedVersion? last, Increment increment, IEnumerable<TaggedVersion> tags)
    {
        var since = commits.Select(c => c.Id).ToHashSet();
        return Candidate.After(
            new BaseVersion(last?.Version ?? new SemanticVersion(0, 0, 0), last?.Commit),
            CommitMessages.Raise(increment, commits, settings.Messages),
            subject.Label,
            tags.Where(t => !t.IsFor(subject.Label) && since.Contains(t.Commit)).Select(t => t.Version)
        );
    }

    /// <summary>
    /// From the name of a release branch, and from the configured next version until it is tagged.
    /// </summary>
    public IEnumerable<Candidate> FromNames(bool isTagged)
    {
        if (ReleaseBranch.VersionOf(subject.BranchName, settings) is { } named)
            yield return Candidate.Named(new BaseVersion(named, null), subject.Label);
        if (settings.NextVersion is { } next && !isTagged)
            yield return Candidate.Named(new BaseVersion(next, null), subject.Label);
    }

    /// <summary>From release branches that were merged since the last tag.</summary>
    public async Task<IReadOnlyList<Candidate>> FromMergesAsync()
    {
        var merged = new List<Candidate>();
        foreach (var commit in commits.Where(c => c.IsMerge && subject.Branch.TracksMerges))
        {
            if (
                MergeMessage.MergedBranch(commit.Message) is not { } branch
                || ReleaseBranch.VersionOf(branch, settings) is not { } version
            )
                continue;
            var start = await repository.MergeBaseAsync(commit.Parents[0], commit.Parents[1]);
            merged.Add(Candidate.Named(new BaseVersion(version, start), subject.Label));
        }
        return merged;
    }

    /// <summary>
    /// How many commits there are since a candidate's source, or since the last tag where it has none.
    /// </summary>
    public async Task<int> DistanceAsync(Candidate candidate, Candidate fromTags) =>
        candidate.Base.Commit is { } start && start != fromTags.Base.Commit
            ? await repository.CountAsync(subject.Id, start)
            : commits.Count;
}
