using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Deletion;

/// <summary>Who belongs to whom: the objects by uid, and the dependents of each uid.</summary>
internal sealed class OwnerGraph
{
    private readonly Dictionary<string, Stored> _objects = [];
    private readonly Dictionary<string, HashSet<string>> _dependents = [];

    /// <summary>Takes in a change.</summary>
    public void Apply(StoreChange change)
    {
        var uid = change.Stored.Object.Uid();
        if (_objects.TryGetValue(uid, out var old))
        {
            foreach (var owner in Owners(old))
                _dependents.GetValueOrDefault(owner)?.Remove(uid);
        }
        if (change.Type == ChangeType.Deleted)
        {
            _objects.Remove(uid);
            return;
        }
        _objects[uid] = change.Stored;
        foreach (var owner in Owners(change.Stored))
        {
            if (!_dependents.TryGetValue(owner, out var dependents))
                _dependents[owner] = dependents = [];
            dependents.Add(uid);
        }
    }

    public bool Has(string uid) => _objects.ContainsKey(uid);

    public Stored? Get(string uid) => _objects.GetValueOrDefault(uid);

    public IReadOnlyList<Stored> DependentsOf(string uid) =>
        [.. (_dependents.GetValueOrDefault(uid) ?? []).Select(Get).OfType<Stored>()];

    public static IEnumerable<string> Owners(Stored stored) =>
        stored.Object.Items("metadata", "ownerReferences").Select(o => o.Text("uid") ?? "");
}
