using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>The fields in which two states of an object differ.</summary>
internal sealed record Comparison(FieldSet Added, FieldSet Removed, FieldSet Modified)
{
    private static readonly Comparison s_none = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);

    /// <summary>Added or modified.</summary>
    public FieldSet Changed => Added.Union(Modified);

    /// <summary>What no other manager owns any more.</summary>
    public FieldSet Lost => Changed.Union(Removed);

    public static Comparison Of(FieldType type, JsonNode? before, JsonNode? after) =>
        Of(type, (true, before), (true, after));

    private static Comparison Of(
        FieldType type,
        (bool Is, JsonNode? Value) before,
        (bool Is, JsonNode? Value) after
    )
    {
        if (before.Is && after.Is && JsonEquality.Same(before.Value, after.Value))
            return s_none;
        if (IsLeaf(type, before, after))
        {
            return new Comparison(
                before.Is ? FieldSet.Empty : FieldSet.Leaf,
                after.Is ? FieldSet.Empty : FieldSet.Leaf,
                before.Is && after.Is ? FieldSet.Leaf : FieldSet.Empty
            );
        }
        var olds = ByStep(type, before.Value);
        var news = ByStep(type, after.Value);
        var parts = olds
            .Keys.Union(news.Keys)
            .Select(step =>
                (
                    step,
                    Result: Of(
                        TypedTree.Below(type, step),
                        (olds.TryGetValue(step, out var o), o),
                        (news.TryGetValue(step, out var n), n)
                    )
                )
            )
            .ToList();
        return new Comparison(
            FieldSet.Of(!before.Is, parts.Select(p => KeyValuePair.Create(p.step, p.Result.Added))),
            FieldSet.Of(!after.Is, parts.Select(p => KeyValuePair.Create(p.step, p.Result.Removed))),
            FieldSet.Of(false, parts.Select(p => KeyValuePair.Create(p.step, p.Result.Modified)))
        );
    }

    private static bool IsLeaf(
        FieldType type,
        (bool Is, JsonNode? Value) before,
        (bool Is, JsonNode? Value) after
    ) =>
        type is AnyType
            ? before.Value is not (null or JsonObject)
                || after.Value is not (null or JsonObject)
                || BothEmpty(before.Value, after.Value)
            : TypedTree.IsLeaf(type, before.Value ?? after.Value) || BothEmpty(before.Value, after.Value);

    private static bool BothEmpty(JsonNode? before, JsonNode? after) =>
        before is null or JsonObject { Count: 0 } or JsonArray { Count: 0 }
        && after is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private static Dictionary<string, JsonNode?> ByStep(FieldType type, JsonNode? value)
    {
        var result = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (step, _, child) in TypedTree.Children(type, value))
            result[step] = child;
        return result;
    }
}
