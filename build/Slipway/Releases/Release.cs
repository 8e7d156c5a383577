using Slipway.Values;

namespace Slipway.Releases;

/// <summary>
/// What was brought, or is being brought, to an environment: everything needed to finish, undo or repeat it.
/// </summary>
/// <param name="App">The application.</param>
/// <param name="Revision">Counts the releases of an application in its namespace, from 1.</param>
/// <param name="Version">The semantic version.</param>
/// <param name="Commit">The commit; null where the release was made from none.</param>
/// <param name="Author">Who wrote that commit; null where it is not known.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Kind">Which command made it.</param>
/// <param name="State">How it stands.</param>
/// <param name="Images">The services that it runs, with their references by digest.</param>
/// <param name="Manifests">The objects as they were applied.</param>
/// <param name="RanBy">Who ran the command: <c>system:serviceaccount:ci:deployer (octocat, GitHub Actions)</c>.</param>
/// <param name="Started">When the record was written, before the first change.</param>
public sealed record Release(
    string App,
    int Revision,
    string Version,
    string? Commit,
    string? Author,
    string Environment,
    ReleaseKind Kind,
    ReleaseState State,
    IReadOnlyDictionary<string, ImageReference> Images,
    IReadOnlyList<KubeObject> Manifests,
    string RanBy,
    DateTimeOffset Started
)
{
    /// <summary>When it was deployed, failed or was abandoned; null while it is pending.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The step that it has reached, for whoever finds it pending.</summary>
    public string? Step { get; init; }

    /// <summary>Why it failed or was rolled back; null where it was not.</summary>
    public string? Failure { get; init; }

    /// <summary>The revision whose content this one restores; null except for rollbacks.</summary>
    public int? Restores { get; init; }

    /// <summary>
    /// Why it was allowed although its commit does not contain the one that ran; null where it does.
    /// </summary>
    public string? AllowedOlder { get; init; }

    /// <summary>
    /// What left the manifests, in this release or before, and was kept in the cluster.
    /// </summary>
    public IReadOnlyList<KeptObject> Kept { get; init; } = [];

    /// <summary>
    /// The Jobs among its objects that must run before the workloads, and have: in this release or before.
    /// </summary>
    public IReadOnlyList<HookRun> Hooks { get; init; } = [];

    /// <summary>
    /// A later commit that was deployed and changed nothing here, though it may change other environments; null
    /// where there was none.
    /// </summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>
    /// The bundle that its manifests were rendered from, by digest, as a promotion takes it; null for a release that was
    /// made without one.
    /// </summary>
    public ImageReference? Bundle { get; init; }

    /// <summary>The newest commit whose manifests are those of this release; null where there is none.</summary>
    public string? ManifestCommit => ConfirmedBy ?? Commit;

    /// <summary>What the analysis found, line by line.</summary>
    public IReadOnlyList<string> Analysis { get; init; } = [];

    /// <summary>
    /// What was kept of a failed release before it was taken back: logs, events, descriptions, line by line.
    /// </summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The run of the CI that made it; null for one that was made by hand.</summary>
    public CiRun? Run { get; init; }

    /// <summary>How people name it: <c>1.4.0 (revision 12)</c>.</summary>
    public string Display => $"{Version} (revision {Revision})";

    /// <summary>Whether it did, or does, run for all traffic.</summary>
    public bool WasGood =>
        State is ReleaseState.Deployed or ReleaseState.Superseded && Kind != ReleaseKind.Canary;
}

/// <summary>The state of a release.</summary>
public enum ReleaseState
{
    /// <summary>
    /// It was started and has not ended; when no one holds the lock, its command was killed.
    /// </summary>
    Pending,

    /// <summary>It runs.</summary>
    Deployed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It ran well until another one replaced it.</summary>
    Superseded,

    /// <summary>It was rolled back.</summary>
    RolledBack,
}

/// <summary>Which command makes a release.</summary>
public enum ReleaseKind
{
    /// <summary><c>Deploy</c>.</summary>
    Deploy,

    /// <summary><c>Canary</c>: for a part of the traffic.</summary>
    Canary,

    /// <summary><c>Promote</c>.</summary>
    Promote,

    /// <summary><c>Rollback</c>.</summary>
    Rollback,
}
