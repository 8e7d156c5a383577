using GitVersion.Configuration;
using GitVersion.History;

namespace GitVersion.Versions;

/// <summary>What the commits and tags so far amount to.</summary>
/// <param name="Version">The version of the current commit.</param>
/// <param name="Metadata">The number of commits, where it is build metadata.</param>
/// <param name="Source">What the version was derived from.</param>
/// <param name="Distance">Commits since that source.</param>
/// <param name="Commit">The current commit.</param>
/// <param name="BranchName">The branch that the version is for.</param>
/// <param name="Branch">That branch's settings.</param>
/// <param name="Changes">The number of uncommitted changes.</param>
internal sealed record NextVersion(
    SemanticVersion Version,
    int? Metadata,
    BaseVersion Source,
    int Distance,
    Commit Commit,
    string BranchName,
    BranchSettings Branch,
    int Changes);

/// <summary>A version that the next one may be derived from.</summary>
/// <param name="Version">The version itself.</param>
/// <param name="Commit">The commit from which on commits are counted; null to count from the very first.</param>
internal sealed record BaseVersion(SemanticVersion Version, string? Commit);
