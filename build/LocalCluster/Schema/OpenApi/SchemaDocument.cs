using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.OpenApi;

/// <summary>The schemas of types as OpenAPI shows them.</summary>
/// <param name="prefix">Where references point to, for example <c>#/components/schemas/</c>.</param>
/// <param name="words">What fields mean.</param>
internal sealed class SchemaDocument(string prefix, FieldDescriptions words)
{
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    public JsonObject Schemas => new(_schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));

    /// <summary>Adds a type and those that it refers to.</summary>
    /// <returns>The schema, to add to.</returns>
    public JsonObject Add(TypeSchema type)
    {
        if (_schemas.TryGetValue(type.FullName, out var known))
            return known;
        var schema = new JsonObject { ["description"] = type.Description, ["type"] = "object" };
        _schemas[type.FullName] = schema;
        var required = type.Fields.Values.Where(f => f.Required).Select(JsonNode? (f) => f.Name).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        var properties = new JsonObject();
        foreach (var field in type.Fields.Values)
            properties[field.Name] = Property(type, field);
        schema["properties"] = properties;
        if (type.Atomic)
            schema["x-kubernetes-map-type"] = "atomic";
        if (type.KeepsUnknown)
            schema["x-kubernetes-preserve-unknown-fields"] = true;
        return schema;
    }

    /// <summary>Adds a kind with its group, version and name.</summary>
    public void Add(KindDefinition kind)
    {
        var schema = kind.Custom is { } custom ? Own(custom, kind) : Add(kind.Schema);
        var identity = new JsonObject
        {
            ["group"] = kind.Kind.Group,
            ["kind"] = kind.Kind.Kind,
            ["version"] = kind.Kind.Version,
        };
        if (schema["x-kubernetes-group-version-kind"] is JsonArray all)
            all.Add((JsonNode)identity);
        else
            schema["x-kubernetes-group-version-kind"] = new JsonArray(identity);
    }

    /// <summary>A custom kind shows its schema as its author wrote it.</summary>
    private JsonObject Own(CustomKind custom, KindDefinition kind)
    {
        var schema = custom.OpenApi?.DeepClone().AsObject() ?? new JsonObject { ["type"] = "object" };
        var properties = schema.Child("properties");
        foreach (var name in new[] { "apiVersion", "kind", "metadata" })
            properties[name] = Property(kind.Schema, kind.Schema.Fields[name]);
        _schemas[kind.Schema.FullName] = schema;
        return schema;
    }

    private JsonObject Property(TypeSchema owner, FieldSchema field)
    {
        var schema = Type(field.Type);
        if (schema.ContainsKey("$ref"))
            schema = new JsonObject { ["allOf"] = new JsonArray(schema), ["default"] = new JsonObject() };
        if (words.Of(owner, field) is { Length: > 0 } description)
            schema["description"] = description;
        if (field.Default is not null)
            schema["default"] = field.Default;
        return schema;
    }

    private JsonObject Type(FieldType type)
    {
        switch (type)
        {
            case StructType s:
                Add(s.Schema);
                return new JsonObject { ["$ref"] = prefix + s.Schema.FullName };
            case MapType m:
                var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = Type(m.Element) };
                if (m.Atomic)
                    map["x-kubernetes-map-type"] = "atomic";
                return map;
            case ListType l:
                return List(l);
            case AnyType any:
                // kubectl explain takes an empty schema for none at all.
                return any.MustBeObject
                    ? new JsonObject { ["type"] = "object" }
                    : new JsonObject { ["x-kubernetes-preserve-unknown-fields"] = true };
            case ScalarType { Name: "intstr" }:
                return Named(
                    "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
                    "A number or a string.",
                    "intstr"
                );
            case ScalarType { Name: "quantity" }:
                return Named(
                    "io.k8s.apimachinery.pkg.api.resource.Quantity",
                    "A number with a unit, for example 500m or 64Mi.",
                    "quantity"
                );
            default:
                return Scalar(((ScalarType)type).Name);
        }
    }

    /// <summary>A scalar that has a name of its own in the documents.</summary>
    private JsonObject Named(string name, string description, string scalar)
    {
        if (!_schemas.ContainsKey(name))
        {
            _schemas[name] = Scalar(scalar);
            _schemas[name]["description"] = description;
        }
        return new JsonObject { ["$ref"] = prefix + name };
    }

    private JsonObject List(ListType list)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Type(list.Element) };
        schema["x-kubernetes-list-type"] = list.Merge.ToString().ToLowerInvariant();
        if (list.Merge != ListMerge.Atomic)
            schema["x-kubernetes-patch-strategy"] = "merge";
        if (list.Merge == ListMerge.Map)
        {
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. list.Keys.Select(JsonNode? (k) => k)]);
            schema["x-kubernetes-patch-merge-key"] = list.Keys[0];
        }
        return schema;
    }

    private static JsonObject Scalar(string name) =>
        name switch
        {
            "int32" or "int64" => new() { ["type"] = "integer", ["format"] = name },
            "number" => new() { ["type"] = "number", ["format"] = "double" },
            "bool" => new() { ["type"] = "boolean" },
            "bytes" => new() { ["type"] = "string", ["format"] = "byte" },
            "time" or "microtime" => new() { ["type"] = "string", ["format"] = "date-time" },
            "intstr" => new()
            {
                ["format"] = "int-or-string",
                ["oneOf"] = new JsonArray(
                    new JsonObject { ["type"] = "integer" },
                    new JsonObject { ["type"] = "string" }
                ),
            },
            "quantity" => new()
            {
                ["oneOf"] = new JsonArray(
                    new JsonObject { ["type"] = "string" },
                    new JsonObject { ["type"] = "number" }
                ),
            },
            _ => new() { ["type"] = "string" },
        };
}
