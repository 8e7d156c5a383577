using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Schema;

/// <summary>What the API server shows for values that were not given but that Go always carries.</summary>
internal static class Canonical
{
    /// <summary>The object with nothing given.</summary>
    public static JsonObject Empty(TypeSchema schema)
    {
        var result = new JsonObject();
        foreach (var field in schema.Fields.Values.Where(f => f.Always))
            result[field.Name] = Zero(field.Type);
        return result;
    }

    /// <summary>The value of a field that is always shown.</summary>
    public static JsonNode? Zero(FieldType type) =>
        type switch
        {
            StructType s => Empty(s.Schema),
            ScalarType { Name: "string" } => "",
            ScalarType { Name: "quantity" } => "0",
            ScalarType { Name: "int32" or "int64" or "intstr" or "number" } => 0,
            ScalarType { Name: "bool" } => false,
            _ => null,
        };

    /// <summary>
    /// Whether a value says no more than its absence: an empty text, list or map, 0 or false. A struct says
    /// that it is there, a quantity or time is never empty.
    /// </summary>
    public static bool IsZero(FieldType type, JsonNode value) =>
        (type, value) switch
        {
            (ListType, JsonArray { Count: 0 }) or (MapType, JsonObject { Count: 0 }) => true,
            (ScalarType { Name: "string" or "bytes" }, JsonValue v) => v.ToString().Length == 0,
            (ScalarType { Name: "int32" or "int64" or "number" }, JsonValue v) => v.ToString() == "0",
            (ScalarType { Name: "bool" }, JsonValue v) => v.GetValueKind() == JsonValueKind.False,
            _ => false,
        };
}
