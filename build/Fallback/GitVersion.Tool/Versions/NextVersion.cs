using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>What a version is asked for.</summary>
/// <param name="Id">The current commit.</param>
/// <param name="BranchName">The branch that it is on.</param>
/// <param name="Branch">That branch's settings.</param>
/// <param name="Label">That branch's pre-release label.</param>
/// <param name="Changes">The number of uncommitted changes.</param>
internal sealed record Subject(
    string Id,
    string BranchName,
    BranchSettings Branch,
    string Label,
    int Changes
);

/// <summary>What the commits and tags so far amount to.</summary>
/// <param name="Subject">What it is the version of.</param>
/// <param name="Commit">The current commit.</param>
/// <param name="Version">The version.</param>
/// <param name="Metadata">The number of commits, where it is build metadata.</param>
/// <param name="Source">What the version was derived from.</param>
/// <param name="Distance">Commits since that source.</param>
internal sealed record NextVersion(
    Subject Subject,
    Commit Commit,
    SemanticVersion Version,
    int? Metadata,
    BaseVersion Source,
    int Distance
);

/// <summary>A version that the next one may be derived from.</summary>
/// <param name="Version">The version itself.</param>
/// <param name="Commit">From which commit on commits are counted; null to count from the very first.</param>
internal sealed record BaseVersion(SemanticVersion Version, string? Commit);
