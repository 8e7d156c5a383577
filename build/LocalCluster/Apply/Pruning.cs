using System.Text.Json.Nodes;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>Removes fields that a manager applied last, no longer applies, and no one else owns.</summary>
internal static class Pruning
{
    /// <param name="forms">The versions of the kind.</param>
    /// <param name="merged">The object with the configuration, in the version of the write.</param>
    /// <param name="last">What the manager applied last.</param>
    /// <param name="managed">What the other managers own and this one applies now.</param>
    public static JsonObject Prune(
        KindForms forms,
        JsonObject merged,
        ManagedEntry? last,
        IReadOnlyCollection<ManagedEntry> managed
    )
    {
        if (last is null || last.Fields.IsEmpty)
            return merged;
        var version = Version(forms, last);
        var type = forms.TypeOf(version);
        var whole = forms.To(version, merged);
        var owned = Fields(managed.Where(e => Version(forms, e) == version));
        var gone = FieldSets
            .WithNamedFields(FieldSets.Of(type, whole), type)
            .Intersect(FieldSets.WithNamedFields(last.Fields, type))
            .Except(FieldSets.WithNamedFields(owned, type));
        var pruned = forms.From(version, Without(type, whole, gone));
        foreach (var others in managed.GroupBy(e => Version(forms, e)).Where(g => g.Key != version))
            pruned = Restore(forms, merged, pruned, others.Key, Fields(others));
        return pruned;
    }

    /// <summary>Restores fields owned by managers that wrote in another version.</summary>
    private static JsonObject Restore(
        KindForms forms,
        JsonObject merged,
        JsonObject pruned,
        string version,
        FieldSet owned
    )
    {
        var type = forms.TypeOf(version);
        var whole = forms.To(version, merged);
        var gone = FieldSets
            .Of(type, whole)
            .Except(FieldSets.Of(type, forms.To(version, pruned)))
            .Except(owned);
        return forms.From(version, Without(type, whole, gone));
    }

    private static string Version(KindForms forms, ManagedEntry entry) =>
        forms.IsOther(entry.Id.ApiVersion) ? entry.Id.ApiVersion : forms.ApiVersion;

    private static FieldSet Fields(IEnumerable<ManagedEntry> entries) =>
        entries.Select(e => e.Fields).Aggregate(FieldSet.Empty, (a, b) => a.Union(b));

    private static JsonObject Without(StructType type, JsonObject obj, FieldSet gone) =>
        (FieldSets.Remove(type, obj, gone) ?? new JsonObject()).AsObject();
}
