namespace Slipway.Releases;

/// <summary>A release as the cluster has it.</summary>
/// <param name="Release">The release.</param>
/// <param name="ResourceVersion">The state of its record, so that a change by someone else is
/// noticed.</param>
public sealed record RecordedRelease(Release Release, string ResourceVersion)
{
    /// <summary>The names of the Secrets with the further parts of a record that is too large for one.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}

/// <summary>A record that cannot be read.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record DamagedRelease(int Revision, string Reason);

/// <summary>The history of an application.</summary>
/// <param name="Releases">The releases, the newest first.</param>
/// <param name="Damaged">The records that cannot be read.</param>
public sealed record HistoryPage(
    IReadOnlyList<RecordedRelease> Releases,
    IReadOnlyList<DamagedRelease> Damaged
)
{
    /// <summary>The names of Secrets with parts that belong to no record: their command was killed.</summary>
    public IReadOnlyList<string> Orphans { get; init; } = [];
}
