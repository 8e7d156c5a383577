using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Objects.Protobuf;
using LocalCluster.Resources;

namespace LocalCluster.Schema.OpenApi;

/// <summary>
/// The OpenAPI 2 document of all kinds in protobuf form, the only form in which kubectl before 1.29 takes it.
/// The numbers are those of the message openapi.v2.Document.
/// </summary>
internal static class OpenApiV2
{
    private const string Prefix = "#/definitions/";

    public static byte[] Document(IReadOnlyList<KindDefinition> kinds)
    {
        var schemas = new SchemaDocument(Prefix, FieldDescriptions.Read());
        foreach (var kind in kinds)
            schemas.Add(kind);
        return new WireWriter()
            .Text(1, "2.0")
            .Message(2, info => info.Text(1, "Kubernetes").Text(2, ServerVersion.Number))
            .Message(8, paths => Paths(paths, kinds))
            .Message(9, definitions => Named(definitions, schemas.Schemas, 1))
            .ToArray();
    }

    private static void Paths(WireWriter paths, IReadOnlyList<KindDefinition> kinds)
    {
        foreach (var path in kinds.Select(OpenApiV3.Path).Distinct())
        {
            foreach (var (name, item) in OpenApiV3.Document(kinds, path).Object("paths") ?? [])
            {
                paths.Message(2, entry => entry
                        .Text(1, name)
                        .Message(2, methods =>
                        {
                            foreach (var (method, operation) in item!.AsObject())
                                methods.Message(Method(method), o => Operation(o, operation!.AsObject()));
                        }));
            }
        }
    }

    private static int Method(string name) =>
        name switch
        {
            "get" => 2,
            "put" => 3,
            "post" => 4,
            "delete" => 5,
            _ => 8,
        };

    private static void Operation(WireWriter writer, JsonObject operation)
    {
        writer.Text(5, operation.Text("operationId"));
        foreach (var parameter in operation.Items("parameters"))
        {
            // ParametersItem.parameter, Parameter.non_body_parameter,
            // NonBodyParameter.query_parameter_sub_schema
            writer.Message(8, item =>
                item.Message(1, p =>
                    p.Message(2, n =>
                        n.Message(3, query =>
                            query
                                .Text(2, "query")
                                .Text(4, parameter.Text("name"))
                                .Text(6, parameter.Text("schema", "type"))
                        )
                    )
                )
            );
        }
        var schema = operation.Object("responses", "200", "content", "application/json", "schema")!;
        writer.Message(9, responses =>
            responses.Message(1, ok =>
                ok.Text(1, "200")
                    .Message(2, value =>
                        value.Message(1, response =>
                            response
                                .Text(1, "OK")
                                .Message(2, s =>
                                    s.Message(1, own =>
                                        Schema(
                                            own,
                                            new JsonObject
                                            {
                                                ["$ref"] = Prefix + schema.Text("$ref")!.Split('/')[^1],
                                            }
                                        )
                                    )
                                )
                        )
                    )
            )
        );
        foreach (var (name, value) in operation.Where(p => p.Key.StartsWith("x-", StringComparison.Ordinal)))
            Extension(writer, 13, name, value!);
    }

    private static void Named(WireWriter writer, JsonObject schemas, int field)
    {
        foreach (var (name, schema) in schemas)
            writer.Message(field, entry =>
                entry.Text(1, name).Message(2, s => Schema(s, schema!.AsObject()))
            );
    }

    private static void Schema(WireWriter writer, JsonObject schema)
    {
        var reference = schema.Text("$ref")
            ?? schema.Items("allOf").Select(a => a.Text("$ref")).FirstOrDefault();
        writer.Text(1, reference).Text(2, schema.Text("format")).Text(4, schema.Text("description"));
        foreach (var name in schema.Strings("required"))
            writer.Text(19, name);
        if (schema["additionalProperties"] is JsonObject element)
            writer.Message(21, item => item.Message(1, s => Schema(s, element)));
        if (
            (schema.Text("type") ?? (schema["oneOf"] is null ? null : "string")) is { } type
            && reference is null
        )
            writer.Message(22, t => t.Text(1, type));
        if (schema.Object("items") is { } items)
            writer.Message(23, i => i.Message(1, s => Schema(s, items)));
        if (schema.Object("properties") is { } properties)
            writer.Message(25, p => Named(p, properties, 1));
        foreach (var (name, value) in schema.Where(p => p.Key.StartsWith("x-", StringComparison.Ordinal)))
            Extension(writer, 31, name, value!);
    }

    /// <summary>JSON is YAML, which is what an extension's value is written in.</summary>
    private static void Extension(WireWriter writer, int field, string name, JsonNode value) =>
        writer.Message(field, entry =>
            entry
                .Text(1, name)
                .Message(2, any => any.Text(2, value.ToJsonString(JsonSerializerOptions.Default)))
        );
}
