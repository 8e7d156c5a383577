using System.Collections;

namespace Nuke.Common.Utilities.Collections;

/// <summary>A lookup that can be filled: each key has any number of values.</summary>
public class LookupTable<TKey, TValue> : ILookup<TKey, TValue>
{
    private readonly List<(TKey Key, TValue Value)> _pairs = [];

    public int Count => _pairs.Select(x => x.Key).Distinct().Count();

    public IEnumerable<TValue> this[TKey key] => _pairs.Where(x => Equals(x.Key, key)).Select(x => x.Value);

    public void Add(TKey key, TValue value) => _pairs.Add((key, value));

    public bool Contains(TKey key) => _pairs.Exists(x => Equals(x.Key, key));

    public IEnumerator<IGrouping<TKey, TValue>> GetEnumerator() =>
        _pairs.GroupBy(x => x.Key, x => x.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
