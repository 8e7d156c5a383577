using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Resources;

namespace LocalCluster.Schema;

/// <summary>
/// Turns what a client sent into an object of its kind: checks every value's type, puts fields into the order
/// of the schema, drops nulls, zeros that mean nothing and fields that the kind does not have, and notes the
/// last.
/// </summary>
internal sealed class ObjectDecoder(KindDefinition kind)
{
    private readonly List<string> _unknown = [];

    /// <summary>
    /// The paths of fields that the kind does not have, for example <c>spec.template.imagee</c>.
    /// </summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>The object in the API server's form.</summary>
    /// <exception cref="ApiException">400: a value has the wrong type.</exception>
    public JsonObject Decode(JsonObject obj) => Struct(kind.Schema, obj, "", "");

    private JsonObject Struct(TypeSchema schema, JsonObject obj, string path, string goPath)
    {
        var result = new JsonObject();
        foreach (var field in schema.Fields.Values)
        {
            var here = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            var goHere = goPath.Length == 0 ? field.Name : $"{goPath}.{field.Name}";
            var value = obj[field.Name] is { } given
                ? Value(field.Type, given, here, goHere, schema.Name)
                : null;
            if (value is not null && (field.ZeroCounts || !Canonical.IsZero(field.Type, value)))
                result[field.Name] = value;
            else if (field.Always)
                result[field.Name] = Canonical.Zero(field.Type);
        }
        foreach (var (name, value) in obj)
        {
            if (schema.Fields.ContainsKey(name))
                continue;
            if (schema.KeepsUnknown)
                result[name] = value?.DeepClone();
            else
                _unknown.Add(path.Length == 0 ? name : $"{path}.{name}");
        }
        return result;
    }

    private JsonNode? Value(FieldType type, JsonNode value, string path, string goPath, string owner) =>
        (type, value) switch
        {
            (StructType s, JsonObject obj) => Struct(s.Schema, obj, path, goPath),
            (MapType m, JsonObject obj) => Map(m, obj, path, goPath, owner),
            (ListType l, JsonArray items) => new JsonArray([
                .. items.Select(
                    (item, i) => item is null ? null : Value(l.Element, item, $"{path}[{i}]", goPath, owner)
                ),
            ]),
            (AnyType any, _) when !any.MustBeObject || value is JsonObject => value.DeepClone(),
            (ScalarType s, JsonValue v)
                when kind.Custom is null || path.StartsWith("metadata", StringComparison.Ordinal) =>
                Scalars.Read(s.Name, v, () => Mismatch(s.Name, value, goPath, owner), Fail),
            // The schema of a custom kind says itself what is wrong.
            _ when kind.Custom is not null => value.DeepClone(),
            _ => throw Mismatch(GoName(type), value, goPath, owner),
        };

    private JsonObject Map(MapType type, JsonObject obj, string path, string goPath, string owner)
    {
        var result = new JsonObject();
        foreach (var (key, value) in obj.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (value is not null)
                result[key] = Value(type.Element, value, $"{path}.{key}", goPath, owner);
        }
        return result;
    }

    private ApiException Mismatch(string type, JsonNode value, string goPath, string owner)
    {
        var found = value.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            _ => "bool",
        };
        if (found == "number" && type is "int32" or "int64")
            found = $"number {value.ToJsonString()}";
        return Fail($"json: cannot unmarshal {found} into Go struct field {owner}.{goPath} of type {type}");
    }

    private ApiException Fail(string why) =>
        Refusals.BadRequest(
            $"{kind.Kind.Kind} in version \"{kind.Kind.Version}\" cannot be handled as a {kind.Kind.Kind}: "
                + $"{why}"
        );

    private static string GoName(FieldType type) =>
        type switch
        {
            StructType s => GoPackage(s.Schema) + s.Schema.Name,
            MapType { Element: ScalarType s } => $"map[string]{s.Name}",
            MapType => "map[string]interface {}",
            ListType l => "[]" + GoName(l.Element),
            ScalarType s => s.Name,
            _ => "map[string]interface {}",
        };

    private static string GoPackage(TypeSchema schema) => schema.Package.Split('.')[^1] + ".";
}
