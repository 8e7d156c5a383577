using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>
/// Who owns which field: what an update takes over, and what an apply may change (the API's server-side
/// apply; the rules are those of structured-merge-diff). Pure; objects come without their managedFields.
/// </summary>
internal static class FieldManagement
{
    private const int MostUpdaters = 10;

    private static readonly FieldSet Unowned = new[]
    {
        FieldSet.Of("f:apiVersion"), FieldSet.Of("f:kind"), FieldSet.Of("f:metadata"),
        FieldSet.Of("f:metadata", "f:name"),
        FieldSet.Of("f:metadata", "f:namespace"), FieldSet.Of("f:metadata", "f:creationTimestamp"),
        FieldSet.Of("f:metadata", "f:selfLink"), FieldSet.Of("f:metadata", "f:uid"),
        FieldSet.Of("f:metadata", "f:generation"), FieldSet.Of("f:metadata", "f:managedFields"),
        FieldSet.Of("f:metadata", "f:resourceVersion"),
    }.Aggregate((a, b) => a.Union(b));

    /// <summary>Ownership after a manager changed an object by create, update or patch.</summary>
    public static IReadOnlyList<ManagedEntry> Update(
        StructType type,
        JsonObject live,
        JsonObject next,
        IReadOnlyList<ManagedEntry> entries,
        ManagerId manager,
        FieldSet ignored,
        string? now)
    {
        var comparison = Comparison.Of(type, live, next);
        var lost = comparison.Changed.Union(comparison.Removed);
        var taken = Owned(comparison.Changed, ignored);
        var result = entries.Select(e => e with
        {
            Fields = e.Id == manager
            ? e.Fields.Except(comparison.Removed)
            : e.Fields.Except(lost)
        }).ToList();
        if (!taken.IsEmpty)
        {
            var own = result.FindIndex(e => e.Id == manager);
            var fields = own < 0 ? taken : result[own].Fields.Union(taken);
            if (own >= 0)
                result.RemoveAt(own);
            result.Add(new ManagedEntry(manager, fields, now));
        }
        return Capped(result);
    }

    /// <summary>The object and the ownership after a manager applied a configuration.</summary>
    /// <exception cref="ApiException">409: other managers own fields that would change.</exception>
    public static (JsonObject Object, IReadOnlyList<ManagedEntry> Entries) Apply(
        StructType type,
        JsonObject live,
        JsonObject config,
        IReadOnlyList<ManagedEntry> entries,
        ManagerId manager,
        FieldSet ignored,
        bool force,
        string now)
    {
        var merged = TypedMerge.Merge(type, live, config)!;
        var set = FieldSets.Of(type, config).ExceptBelow(ignored);
        var last = entries.FirstOrDefault(e => e.Id == manager);
        var others = entries.Where(e => e.Id != manager).ToList();
        var managed = others.Select(e => e.Fields).Append(set).Aggregate((a, b) => a.Union(b));
        var next = Pruned(type, merged, last?.Fields ?? FieldSet.Empty, managed).AsObject();

        var comparison = Comparison.Of(type, live, next);
        // What this way of writing leaves alone cannot conflict, and nobody loses it.
        var touched = comparison.Changed.ExceptBelow(ignored);
        var conflicts = others
            .Select(e => (e.Id, Fields: e.Fields.Intersect(touched)))
            .Where(c => !c.Fields.IsEmpty)
            .ToList();
        if (conflicts.Count > 0 && !force)
            throw Conflict(conflicts);

        var lost = touched.Union(comparison.Removed.ExceptBelow(ignored));
        var result = others.Select(e => e with { Fields = e.Fields.Except(lost) }).ToList();
        var changed = !TypedTree.Same(live, next);
        result.Add(new ManagedEntry(manager, Owned(set, ignored), changed ? now : last?.Time));
        return (next, Capped(result));
    }

    /// <summary>What the manager applied last and nobody owns any more goes.</summary>
    private static JsonNode Pruned(FieldType type, JsonNode merged, FieldSet last, FieldSet managed)
    {
        if (last.IsEmpty)
            return merged;
        var gone = FieldSets.WithNamedFields(FieldSets.Of(type, merged), type)
            .Intersect(FieldSets.WithNamedFields(last, type))
            .Except(FieldSets.WithNamedFields(managed, type));
        return FieldSets.Remove(type, merged, gone) ?? new JsonObject();
    }

    private static FieldSet Owned(FieldSet set, FieldSet ignored) => set.ExceptBelow(ignored).Except(Unowned);

    /// <summary>Of more than ten updaters, the oldest become one, <c>ancient-changes</c>.</summary>
    private static IReadOnlyList<ManagedEntry> Capped(List<ManagedEntry> entries)
    {
        entries.RemoveAll(e => e.Fields.IsEmpty);
        var updaters = entries.Where(e => !e.Id.Applied).OrderBy(e => e.Time ?? "", StringComparer.Ordinal)
            .ToList();
        if (updaters.Count <= MostUpdaters)
            return entries;
        var old = updaters[..(updaters.Count - MostUpdaters + 1)];
        var id = new ManagerId("ancient-changes", false, old[^1].Id.ApiVersion, "");
        var fields = old.Select(e => e.Fields).Aggregate((a, b) => a.Union(b));
        return [.. entries.Except(old), new ManagedEntry(id, fields, old[^1].Time)];
    }

    private static ApiException Conflict(List<(ManagerId Id, FieldSet Fields)> conflicts)
    {
        var paths = conflicts
            .OrderBy(c => c.Id.ToString(), StringComparer.Ordinal)
            .SelectMany(c => c.Fields.Paths().Select(p => (Manager: c.Id.ToString(), Path: p)))
            .ToList();
        var message = paths.Count == 1
            ? $"Apply failed with 1 conflict: conflict with {paths[0].Manager}: {paths[0].Path}"
            : $"Apply failed with {paths.Count} conflicts: "
            + string.Join('\n', paths.GroupBy(p => p.Manager).Select(g =>
                $"conflicts with {g.Key}:\n" + string.Join('\n', g.Select(p => $"- {p.Path}"))));
        var causes = paths.Select(JsonNode (p) => new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {p.Manager}",
            ["field"] = p.Path,
        });
        return new ApiException(
            409, "Conflict", message, new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }
}
