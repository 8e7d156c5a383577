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
    public static JsonNode? Zero(FieldType type) => type switch
    {
        StructType s => Empty(s.Schema),
        ScalarType { Name: "string" } => "",
        ScalarType { Name: "quantity" } => "0",
        ScalarType { Name: "int32" or "int64" or "intstr" or "number" } => 0,
        ScalarType { Name: "bool" } => false,
        _ => null,
    };
}
