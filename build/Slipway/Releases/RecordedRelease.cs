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
/// <param name="Name">The Secret that holds it.</param>
/// <param name="Revision">Its revision, as that name says; null where it says none.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record DamagedRelease(string Name, int? Revision, string Reason)
{
    /// <summary>Whether it is in order, and a newer Slipway reads it.</summary>
    public bool IsNewer { get; init; }
}

/// <summary>The history of an application.</summary>
/// <param name="Releases">The releases that a bounded history keeps, the newest first.</param>
/// <param name="Damaged">The records that cannot be read.</param>
public sealed record HistoryPage(
    IReadOnlyList<RecordedRelease> Releases,
    IReadOnlyList<DamagedRelease> Damaged
)
{
    /// <summary>The revisions beyond the bound, whose records were not read.</summary>
    public IReadOnlyList<int> Surplus { get; init; } = [];

    /// <summary>
    /// The names of the Secrets that the next trim deletes: records beyond the bound, records that nobody can read, and
    /// parts that belong to no record, since their command was killed.
    /// </summary>
    public IReadOnlyList<string> Expendable { get; init; } = [];
}
