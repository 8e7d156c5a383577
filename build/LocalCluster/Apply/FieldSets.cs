using System.Text.Json.Nodes;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>Sets of fields made from objects.</summary>
internal static class FieldSets
{
    /// <summary>All fields that a value has, as an applied configuration owns them.</summary>
    public static FieldSet Of(FieldType type, JsonNode? value)
    {
        if (TypedTree.IsLeaf(type, value))
            return FieldSet.Leaf;
        return FieldSet.Of(
            false,
            TypedTree
                .Children(type, value)
                .Select(c =>
                {
                    var set = Of(c.Type, c.Value);
                    var owned =
                        c.Value is null or JsonObject { Count: 0 } || !TypedTree.IsDeclared(type, c.Step);
                    return KeyValuePair.Create(c.Step, owned ? set.WithMember() : set);
                })
        );
    }

    /// <summary>The set with the declared fields on the way to its members added to it.</summary>
    public static FieldSet WithNamedFields(FieldSet set, FieldType type) =>
        FieldSet.Of(
            set.Member,
            set.Children.Select(c =>
            {
                var below = WithNamedFields(c.Value, TypedTree.Below(type, c.Key));
                return KeyValuePair.Create(
                    c.Key,
                    TypedTree.IsDeclared(type, c.Key) ? below.WithMember() : below
                );
            })
        );

    /// <summary>
    /// A value without the fields of a set and all below them; what is emptied by that goes too.
    /// </summary>
    public static JsonNode? Remove(FieldType type, JsonNode? value, FieldSet set)
    {
        if (value is null || set.Children.Count == 0 || TypedTree.IsLeaf(type, value))
            return value?.DeepClone();
        var kept = TypedTree
            .Children(type, value)
            .Where(c => !set.At(c.Step).Member)
            .Select(c => (Child: c, Left: Remove(c.Type, c.Value, set.At(c.Step))))
            .Where(c => c.Left is not null || c.Child.Value is null)
            .ToList();
        if (kept.Count == 0)
            return null;
        return value is JsonArray
            ? new JsonArray([.. kept.Select(k => k.Left)])
            : new JsonObject(kept.Select(k => KeyValuePair.Create(k.Child.Step[2..], k.Left)));
    }
}
