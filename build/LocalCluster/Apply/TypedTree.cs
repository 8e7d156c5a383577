using System.Text.Json.Nodes;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>
/// How a value is taken apart by its type: the children of a struct, a map or a merging list, by step.
/// </summary>
internal static class TypedTree
{
    /// <summary>
    /// Whether a value is owned as a whole: scalars, atomic values, and lists of unknown type.
    /// </summary>
    public static bool IsLeaf(FieldType type, JsonNode? value) =>
        type switch
        {
            ScalarType => true,
            AnyType => value is not JsonObject,
            _ => type.Atomic,
        };

    /// <summary>
    /// The steps to the parts of a value, with their types, in order. A null or missing value has none.
    /// </summary>
    public static IEnumerable<(string Step, FieldType Type, JsonNode? Value)> Children(
        FieldType type,
        JsonNode? value
    ) =>
        (type, value) switch
        {
            (ListType list, JsonArray items) => items.Select(i => (FieldStep.Item(list, i), list.Element, i)),
            (_, JsonObject obj) when type is not ListType => obj.Select(p =>
                (FieldStep.Field(p.Key), Of(type, p.Key), p.Value)
            ),
            _ => [],
        };

    /// <summary>Whether a step names a declared field, not a key that is data.</summary>
    public static bool IsDeclared(FieldType type, string step) =>
        type is StructType s
        && step.StartsWith("f:", StringComparison.Ordinal)
        && s.Schema.Fields.ContainsKey(step[2..]);

    /// <summary>The type behind a step.</summary>
    public static FieldType Below(FieldType type, string step) =>
        type switch
        {
            ListType list => list.Element,
            _ => Of(type, step[2..]),
        };

    private static FieldType Of(FieldType type, string name) =>
        type switch
        {
            StructType s => s.Schema.Fields.GetValueOrDefault(name)?.Type ?? s_anything,
            MapType m => m.Element,
            _ => s_anything,
        };

    private static readonly AnyType s_anything = new();
}
