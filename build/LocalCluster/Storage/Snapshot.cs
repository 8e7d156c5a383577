using System.Collections.Immutable;
using LocalCluster.Resources;

namespace LocalCluster.Storage;

/// <summary>
/// All objects as they were at a version. Never changed, so holding one costs what has changed since.
/// </summary>
internal sealed class Snapshot(
    ImmutableDictionary<
        (string Group, string Plural),
        ImmutableSortedDictionary<(string Namespace, string Name), Stored>
    > objects,
    long version
)
{
    /// <summary>The version of the last write that it holds.</summary>
    public long Version { get; } = version;

    public Stored? Get(ObjectKey key) =>
        objects.GetValueOrDefault((key.Group, key.Plural))?.GetValueOrDefault((key.Namespace, key.Name));

    /// <summary>The objects of a resource by namespace and name.</summary>
    public IEnumerable<Stored> List(string group, string plural, string? ns)
    {
        var all = objects.GetValueOrDefault((group, plural));
        return all is null ? []
            : string.IsNullOrEmpty(ns) ? all.Values
            : all.Where(o => o.Key.Namespace == ns).Select(o => o.Value);
    }
}
