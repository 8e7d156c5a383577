using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Apply;

/// <summary>
/// Who owns which field: what an update takes over, and what an apply may change (the API's server-side
/// apply; the rules are those of structured-merge-diff). Pure; objects come without their managedFields.
/// </summary>
internal static class FieldManagement
{
    private const int MostUpdaters = 10;

    private static readonly FieldSet s_unowned = new[]
    {
        FieldSet.Of("f:apiVersion"),
        FieldSet.Of("f:kind"),
        FieldSet.Of("f:metadata"),
        FieldSet.Of("f:metadata", "f:name"),
        FieldSet.Of("f:metadata", "f:namespace"),
        FieldSet.Of("f:metadata", "f:creationTimestamp"),
        FieldSet.Of("f:metadata", "f:selfLink"),
        FieldSet.Of("f:metadata", "f:uid"),
        FieldSet.Of("f:metadata", "f:generation"),
        FieldSet.Of("f:metadata", "f:managedFields"),
        FieldSet.Of("f:metadata", "f:resourceVersion"),
    }.Aggregate((a, b) => a.Union(b));

    /// <summary>Ownership after a manager changed an object by create, update or patch.</summary>
    public static IReadOnlyList<ManagedEntry> Update(
        KindForms forms,
        JsonObject live,
        JsonObject next,
        IReadOnlyList<ManagedEntry> entries,
        ManagerId manager,
        FieldSet ignored,
        string? now
    )
    {
        var comparison = new VersionedComparison(forms, live, next);
        var taken = Owned(comparison.Own.Changed, ignored);
        var result = entries
            .Select(e =>
                e with
                {
                    Fields =
                        e.Id == manager
                            ? e.Fields.Except(comparison.Own.Removed)
                            : e.Fields.Except(comparison.For(e.Id).Lost),
                }
            )
            .ToList();
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
        KindForms forms,
        JsonObject live,
        JsonObject config,
        IReadOnlyList<ManagedEntry> entries,
        ManagerId manager,
        FieldSet ignored,
        bool force,
        string now
    )
    {
        var merged = TypedMerge.Merge(forms.Type, live, config)!.AsObject();
        var set = FieldSets.Of(forms.Type, config).ExceptBelow(ignored);
        var last = entries.FirstOrDefault(e => e.Id.IsSameApplier(manager));
        var others = entries.Where(e => e != last).ToList();
        var next = Pruning.Prune(forms, merged, last, [.. others, new ManagedEntry(manager, set, null)]);

        // Fields that this kind of write ignores cannot conflict, and keep their owners.
        var comparison = new VersionedComparison(forms, live, next);
        var conflicts = others
            .Select(e =>
                (e.Id, Fields: e.Fields.Intersect(comparison.For(e.Id).Changed.ExceptBelow(ignored)))
            )
            .Where(c => !c.Fields.IsEmpty)
            .ToList();
        if (conflicts.Count > 0 && !force)
            throw Conflict(conflicts);

        var result = others
            .Select(e => e with { Fields = e.Fields.Except(comparison.For(e.Id).Lost.ExceptBelow(ignored)) })
            .ToList();
        var changed = !JsonEquality.Same(live, next);
        result.Add(new ManagedEntry(manager, Owned(set, ignored), changed ? now : last?.Time));
        return (next, Capped(result));
    }

    private static FieldSet Owned(FieldSet set, FieldSet ignored) =>
        set.ExceptBelow(ignored).Except(s_unowned);

    /// <summary>Of more than ten updaters, the oldest become one, <c>ancient-changes</c>.</summary>
    private static IReadOnlyList<ManagedEntry> Capped(List<ManagedEntry> entries)
    {
        entries.RemoveAll(e => e.Fields.IsEmpty);
        var updaters = entries
            .Where(e => !e.Id.Applied)
            .OrderBy(e => e.Time ?? "", StringComparer.Ordinal)
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
        var message =
            paths.Count == 1
                ? $"Apply failed with 1 conflict: conflict with {paths[0].Manager}: {paths[0].Path}"
                : $"Apply failed with {paths.Count} conflicts: "
                    + string.Join(
                        '\n',
                        paths
                            .GroupBy(p => p.Manager)
                            .Select(g =>
                                $"conflicts with {g.Key}:\n" + string.Join('\n', g.Select(p => $"- {p.Path}"))
                            )
                    );
        var causes = paths.Select(
            JsonNode (p) =>
                new JsonObject
                {
                    ["reason"] = "FieldManagerConflict",
                    ["message"] = $"conflict with {p.Manager}",
                    ["field"] = p.Path,
                }
        );
        return new ApiException(
            409,
            "Conflict",
            message,
            new JsonObject { ["causes"] = new JsonArray([.. causes]) }
        );
    }
}
