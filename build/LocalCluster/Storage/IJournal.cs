using LocalCluster.Resources;

namespace LocalCluster.Storage;

/// <summary>Keeps what was written.</summary>
internal interface IJournal
{
    /// <summary>The objects as they were last kept, and the version to go on from.</summary>
    IReadOnlyList<Stored> Recover(out long version);

    /// <summary>
    /// Writes a change; the task completes when it is durable. Changes come in order, one
    /// at a time.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="all">All objects after it, for a journal that starts a new snapshot.</param>
    Task AppendAsync(StoreChange change, Func<IEnumerable<Stored>> all);
}

/// <summary>Stores nothing: the cluster's state ends with its process.</summary>
internal sealed class NoJournal : IJournal
{
    public IReadOnlyList<Stored> Recover(out long version)
    {
        version = 0;
        return [];
    }

    public Task AppendAsync(StoreChange change, Func<IEnumerable<Stored>> all) => Task.CompletedTask;
}
