using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>
/// Kubernetes' own patch: lists are merged by the key that their type names; <c>$patch</c>,
/// <c>$retainKeys</c>,
/// <c>$setElementOrder/…</c> and <c>$deleteFromPrimitiveList/…</c> direct it.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Deletes = "$deleteFromPrimitiveList/";
    private const string Orders = "$setElementOrder/";

    /// <summary>A changed copy.</summary>
    public static JsonObject Apply(FieldType type, JsonObject? target, JsonObject patch)
    {
        switch (patch.Text("$patch"))
        {
            case "replace":
                return Apply(type, [], Without(patch, "$patch"));
            case "delete":
                return [];
        }
        var result = target?.DeepClone().AsObject() ?? [];
        if (patch["$retainKeys"] is JsonArray retained)
        {
            foreach (
                var name in result.Select(p => p.Key).Except(retained.Select(r => r.Text() ?? "")).ToList()
            )
                result.Remove(name);
        }
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(Deletes, StringComparison.Ordinal))
                RemoveValues(result, name[Deletes.Length..], value as JsonArray ?? []);
            else if (name[0] != '$')
                Set(result, name, TypedTree.Below(type, FieldStep.Field(name)), value);
        }
        foreach (var (name, value) in patch.Where(p => p.Key.StartsWith(Orders, StringComparison.Ordinal)))
            Sort(result, name[Orders.Length..], type, value as JsonArray ?? []);
        return result;
    }

    private static void Set(JsonObject target, string name, FieldType type, JsonNode? value)
    {
        if (value is null)
            target.Remove(name);
        else if (value is JsonObject changes)
            target[name] = Apply(type, target[name] as JsonObject, changes);
        else if (value is JsonArray items && type is ListType { Merge: ListMerge.Map } map)
            target[name] = MergeItems(map, target[name] as JsonArray ?? [], items);
        else if (value is JsonArray values && type is ListType { Merge: ListMerge.Set })
            target[name] = Union(target[name] as JsonArray ?? [], values);
        else
            target[name] = value.DeepClone();
    }

    private static JsonArray MergeItems(ListType type, JsonArray target, JsonArray patch)
    {
        var replaces = patch.Any(i => i.Text("$patch") == "replace");
        var result = replaces ? [] : target.DeepClone().AsArray();
        foreach (var item in patch.OfType<JsonObject>().Where(i => i.Text("$patch") != "replace"))
        {
            var key = item[type.Keys[0]];
            var index = result
                .ToList()
                .FindIndex(r => JsonEquality.Same((r as JsonObject)?[type.Keys[0]], key));
            if (item.Text("$patch") == "delete")
            {
                if (index >= 0)
                    result.RemoveAt(index);
            }
            else if (index >= 0)
            {
                result[index] = Apply(type.Element, result[index] as JsonObject, item);
            }
            else
            {
                result.Add((JsonNode)Apply(type.Element, null, item));
            }
        }
        return result;
    }

    private static JsonArray Union(JsonArray target, JsonArray values)
    {
        var result = target.DeepClone().AsArray();
        foreach (var value in values.Where(v => !result.Any(r => JsonEquality.Same(r, v))))
            result.Add(value?.DeepClone());
        return result;
    }

    private static void RemoveValues(JsonObject target, string name, JsonArray values)
    {
        if (target[name] is JsonArray list)
        {
            target[name] = new JsonArray([
                .. list.Where(i => !values.Any(v => JsonEquality.Same(i, v))).Select(i => i?.DeepClone()),
            ]);
        }
    }

    /// <summary>Items that the order does not name stay behind the item that they stood behind.</summary>
    private static void Sort(JsonObject target, string name, FieldType owner, JsonArray order)
    {
        if (target[name] is not JsonArray list)
            return;
        var key = TypedTree.Below(owner, FieldStep.Field(name)) is ListType { Merge: ListMerge.Map } map
            ? map.Keys[0]
            : null;
        var wanted = order.Select(o => Key(o, key)).ToList();
        var groups = new List<(int Place, List<JsonNode?> Items)> { (-1, []) };
        foreach (var item in list)
        {
            var place = wanted.FindIndex(w => JsonEquality.Same(w, Key(item, key)));
            if (place >= 0)
                groups.Add((place, []));
            groups[^1].Items.Add(item?.DeepClone());
        }
        target[name] = new JsonArray([.. groups.OrderBy(g => g.Place).SelectMany(g => g.Items)]);
    }

    private static JsonNode? Key(JsonNode? item, string? key) =>
        key is null ? item : (item as JsonObject)?[key];

    private static JsonObject Without(JsonObject obj, string name)
    {
        var result = obj.DeepClone().AsObject();
        result.Remove(name);
        return result;
    }
}
