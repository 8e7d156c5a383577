using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Storage;

/// <summary>
/// All objects, in memory, with a version that grows with every write, and a window of the last changes for
/// watches. Writes go to a journal in the order of their versions.
/// </summary>
internal sealed class ObjectStore
{
    private readonly Lock _gate = new();
    private readonly IJournal _journal;
    private readonly ChangeWindow _window;
    private readonly List<Subscription> _subscriptions = [];
    private ImmutableDictionary<
        (string, string),
        ImmutableSortedDictionary<(string, string), Stored>
    > _objects = ImmutableDictionary<
        (string, string),
        ImmutableSortedDictionary<(string, string), Stored>
    >.Empty;

    private long _version;

    /// <summary>Receives every write first, under the store's lock.</summary>
    public Action<StoreChange> OnWrite { get; set; } = _ => { };

    /// <param name="journal">Keeps what was written; its content is the first state.</param>
    /// <param name="window">How many changes are kept for watches that resume.</param>
    public ObjectStore(IJournal journal, int window = 20_000)
    {
        _journal = journal;
        foreach (var stored in journal.Recover(out _version))
            _objects = With(stored.Key, stored);
        _window = new ChangeWindow(window, _version);
    }

    /// <summary>The version of the last write.</summary>
    public long Version => Volatile.Read(ref _version);

    public Stored? Get(ObjectKey key) =>
        _objects.GetValueOrDefault((key.Group, key.Plural))?.GetValueOrDefault((key.Namespace, key.Name));

    /// <summary>All objects as they are now.</summary>
    public Snapshot Snapshot()
    {
        lock (_gate)
            return new Snapshot(_objects, _version);
    }

    /// <summary>
    /// The objects of a resource by namespace and name, and the version that this is the state of.
    /// </summary>
    public (IEnumerable<Stored> Objects, long Version) List(string group, string plural, string? ns)
    {
        var now = Snapshot();
        return (now.List(group, plural, ns), now.Version);
    }

    /// <summary>The objects of a kind, in the form of its version.</summary>
    public (IEnumerable<Stored> Objects, long Version) List(KindDefinition kind, string? ns)
    {
        var key = kind.Key("", "");
        var (objects, version) = List(key.Group, key.Plural, ns);
        return (objects.Select(kind.Shown), version);
    }

    /// <summary>
    /// Writes an object if its version is still <paramref name="expected"/> (0: there is none); null when it
    /// is not. The object becomes the store's; the resourceVersion is set in it.
    /// </summary>
    public Commit? Write(ObjectKey key, long expected, JsonObject next)
    {
        lock (_gate)
        {
            var previous = Get(key);
            if ((previous?.Version ?? 0) != expected)
                return null;
            var stored = Stamp(key, next);
            _objects = With(key, stored);
            var type = previous is null ? ChangeType.Added : ChangeType.Modified;
            return Publish(new StoreChange(type, stored, previous));
        }
    }

    /// <summary>
    /// Removes an object if its version is still the expected one; null when it is not. Watches see its
    /// <paramref name="last"/> state.
    /// </summary>
    public Commit? Remove(ObjectKey key, long expected, JsonObject? last = null)
    {
        lock (_gate)
        {
            if (Get(key) is not { } previous || previous.Version != expected)
                return null;
            var stored = Stamp(key, last ?? previous.Object.DeepClone().AsObject());
            var kind = (key.Group, key.Plural);
            _objects = _objects.SetItem(kind, _objects[kind].Remove((key.Namespace, key.Name)));
            return Publish(new StoreChange(ChangeType.Deleted, stored, previous));
        }
    }

    /// <summary>
    /// All changes of some resources after a version; null for "from now on", preceded by what there is.
    /// </summary>
    /// <exception cref="ApiException">410: that version is no longer in the window.</exception>
    public Subscription Watch(Func<ObjectKey, bool> wanted, long? after)
    {
        lock (_gate)
        {
            var first = after is { } version
                ? _window.After(version)
                : _objects
                    .Values.SelectMany(o => o.Values)
                    .Where(o => wanted(o.Key))
                    .OrderBy(o => o.Version)
                    .Select(o => new StoreChange(ChangeType.Added, o, null));
            var subscription = new Subscription(wanted, first, _version, Forget);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    private void Forget(Subscription subscription)
    {
        lock (_gate)
            _subscriptions.Remove(subscription);
    }

    private Stored Stamp(ObjectKey key, JsonObject next)
    {
        next.Child("metadata")["resourceVersion"] = (_version + 1).ToString();
        return new Stored(key, _version + 1, next);
    }

    private Commit Publish(StoreChange change)
    {
        Volatile.Write(ref _version, change.Stored.Version);
        OnWrite(change);
        var durable = _journal.AppendAsync(change, () => _objects.Values.SelectMany(o => o.Values));
        _window.Add(change);
        foreach (var subscription in _subscriptions)
            subscription.Offer(change);
        return new Commit(change.Stored, durable);
    }

    private ImmutableDictionary<(string, string), ImmutableSortedDictionary<(string, string), Stored>> With(
        ObjectKey key,
        Stored stored
    )
    {
        var kind = (key.Group, key.Plural);
        var ofKind = _objects.GetValueOrDefault(kind) ?? s_empty;
        return _objects.SetItem(kind, ofKind.SetItem((key.Namespace, key.Name), stored));
    }

    private static readonly ImmutableSortedDictionary<(string, string), Stored> s_empty =
        ImmutableSortedDictionary.Create<(string, string), Stored>(
            Comparer<(string, string)>.Create(
                (a, b) =>
                    string.CompareOrdinal(a.Item1, b.Item1) is var c and not 0
                        ? c
                        : string.CompareOrdinal(a.Item2, b.Item2)
            )
        );
}

/// <summary>A write that took place.</summary>
/// <param name="Stored">The object as it is now.</param>
/// <param name="Durable">Done when the write survives the death of the process.</param>
internal sealed record Commit(Stored Stored, Task Durable);
