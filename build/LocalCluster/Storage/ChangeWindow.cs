using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Storage;

/// <summary>The last changes, for watches that resume from a version. Used under the store's lock.</summary>
internal sealed class ChangeWindow(int capacity, long start)
{
    private readonly Queue<StoreChange> _changes = new();
    private long _start = start;

    public void Add(StoreChange change)
    {
        _changes.Enqueue(change);
        if (_changes.Count > capacity)
            _start = _changes.Dequeue().Stored.Version;
    }

    /// <summary>The changes after a version.</summary>
    /// <exception cref="ApiException">410: some of them are no longer here.</exception>
    public IEnumerable<StoreChange> After(long version) =>
        version < _start
            ? throw Refusals.Expired(version, _start)
            : _changes.Where(c => c.Stored.Version > version);
}
