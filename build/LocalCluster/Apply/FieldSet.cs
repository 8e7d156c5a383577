namespace LocalCluster.Apply;

/// <summary>
/// A set of paths into an object. A step is written as FieldsV1 does: <c>f:name</c>, <c>k:{"name":"x"}</c>
/// for an item of a list map, <c>v:"x"</c> for a member of a set. Immutable; the operations are those of
/// structured-merge-diff.
/// </summary>
internal sealed class FieldSet
{
    private static readonly SortedDictionary<string, FieldSet> s_noChildren = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, FieldSet> _children;

    private FieldSet(bool member, SortedDictionary<string, FieldSet> children) =>
        (Member, _children) = (member, children);

    public static FieldSet Empty { get; } = new(false, s_noChildren);

    /// <summary>Only the place itself.</summary>
    public static FieldSet Leaf { get; } = new(true, s_noChildren);

    /// <summary>Whether the place itself is in the set.</summary>
    public bool Member { get; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !Member && _children.Count == 0;

    /// <summary>A set from its parts; empty children are left out.</summary>
    public static FieldSet Of(bool member, IEnumerable<KeyValuePair<string, FieldSet>> children)
    {
        var kept = new SortedDictionary<string, FieldSet>(StringComparer.Ordinal);
        foreach (var (step, child) in children)
        {
            if (!child.IsEmpty)
                kept[step] = child;
        }
        return kept.Count == 0 ? (member ? Leaf : Empty) : new FieldSet(member, kept);
    }

    public static FieldSet Of(params ReadOnlySpan<string> path)
    {
        var set = Leaf;
        for (var i = path.Length - 1; i >= 0; i--)
            set = Of(false, [new(path[i], set)]);
        return set;
    }

    public FieldSet At(string step) => _children.GetValueOrDefault(step, Empty);

    public FieldSet WithMember() => Member ? this : new FieldSet(true, _children);

    public FieldSet Union(FieldSet other)
    {
        if (other.IsEmpty || IsEmpty)
            return other.IsEmpty ? this : other;
        var steps = _children.Keys.Union(other._children.Keys);
        return Of(
            Member || other.Member,
            steps.Select(s => KeyValuePair.Create(s, At(s).Union(other.At(s))))
        );
    }

    public FieldSet Intersect(FieldSet other) =>
        Of(
            Member && other.Member,
            _children
                .Where(c => other._children.ContainsKey(c.Key))
                .Select(c => KeyValuePair.Create(c.Key, c.Value.Intersect(other.At(c.Key))))
        );

    /// <summary>Without the very paths of another set.</summary>
    public FieldSet Except(FieldSet other) =>
        other.IsEmpty
            ? this
            : Of(
                Member && !other.Member,
                _children.Select(c => KeyValuePair.Create(c.Key, c.Value.Except(other.At(c.Key))))
            );

    /// <summary>Without the paths of another set and all below them.</summary>
    public FieldSet ExceptBelow(FieldSet other) =>
        other.IsEmpty
            ? this
            : Of(
                Member,
                _children
                    .Where(c => !other.At(c.Key).Member)
                    .Select(c => KeyValuePair.Create(c.Key, c.Value.ExceptBelow(other.At(c.Key))))
            );

    public bool SameAs(FieldSet other) =>
        Member == other.Member
        && _children.Count == other._children.Count
        && _children.All(c => other._children.TryGetValue(c.Key, out var o) && c.Value.SameAs(o));

    /// <summary>The paths in the form of messages: <c>.spec.containers[name="a"].image</c>.</summary>
    public IEnumerable<string> Paths(string prefix = "") =>
        (Member ? [prefix] : Enumerable.Empty<string>()).Concat(
            _children.SelectMany(c => c.Value.Paths(prefix + FieldStep.Show(c.Key)))
        );
}
