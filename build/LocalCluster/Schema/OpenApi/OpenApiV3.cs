using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Schema.OpenApi;

/// <summary>OpenAPI 3 documents, one for each group and version.</summary>
internal static class OpenApiV3
{
    private static readonly string[] s_writeParameters = ["dryRun", "fieldManager", "fieldValidation"];

    /// <summary>The list of documents with their addresses.</summary>
    public static JsonObject Index(IReadOnlyList<KindDefinition> kinds)
    {
        var (paths, words) = (new JsonObject(), FieldDescriptions.Read());
        foreach (var path in kinds.Select(Path).Distinct().Order(StringComparer.Ordinal))
        {
            var hash = Convert.ToHexString(SHA256.HashData(JsonText.Bytes(Document(kinds, path, words)!)))[
                ..32
            ];
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={hash}" };
        }
        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>A document; null where nothing is served under that path.</summary>
    public static JsonObject? Document(IReadOnlyList<KindDefinition> kinds, string path) =>
        Document(kinds, path, FieldDescriptions.Read());

    private static JsonObject? Document(
        IReadOnlyList<KindDefinition> kinds,
        string path,
        FieldDescriptions words
    )
    {
        var served = kinds.Where(k => Path(k) == path).ToList();
        if (served.Count == 0)
            return null;
        var schemas = new SchemaDocument("#/components/schemas/", words);
        foreach (var kind in served)
            schemas.Add(kind);
        var paths = new JsonObject();
        foreach (var kind in served)
            AddPaths(paths, path, kind);
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = ServerVersion.Number },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Schemas },
        };
    }

    /// <summary>Under which path a kind's document is.</summary>
    public static string Path(KindDefinition kind) =>
        kind.Kind.Group.Length == 0 ? $"api/{kind.Kind.Version}" : $"apis/{kind.Kind.ApiVersion}";

    private static void AddPaths(JsonObject paths, string root, KindDefinition kind)
    {
        var scope = kind.Kind.Namespaced ? "/namespaces/{namespace}" : "";
        var collection = $"/{root}{scope}/{kind.Kind.Plural}";
        if (kind.Verbs is not null)
        {
            paths[collection] = new JsonObject { ["get"] = Operation(kind, "list", []) };
            paths[collection + "/{name}"] = new JsonObject { ["get"] = Operation(kind, "get", []) };
            return;
        }
        paths[collection] = new JsonObject
        {
            ["get"] = Operation(kind, "list", []),
            ["post"] = Operation(kind, "create", s_writeParameters),
            ["delete"] = Operation(kind, "deletecollection", ["dryRun"]),
        };
        paths[collection + "/{name}"] = new JsonObject
        {
            ["get"] = Operation(kind, "get", []),
            ["put"] = Operation(kind, "put", s_writeParameters),
            ["patch"] = Operation(kind, "patch", [.. s_writeParameters, "force"]),
            ["delete"] = Operation(kind, "delete", ["dryRun", "gracePeriodSeconds", "propagationPolicy"]),
        };
    }

    private static JsonObject Operation(KindDefinition kind, string action, string[] parameters)
    {
        var schema = new JsonObject { ["$ref"] = "#/components/schemas/" + kind.Schema.FullName };
        return new JsonObject
        {
            ["operationId"] =
                $"{action}{kind.Kind.Group.Replace(".", "")}{kind.Kind.Version}{kind.Kind.Kind}",
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = new JsonObject
            {
                ["group"] = kind.Kind.Group,
                ["version"] = kind.Kind.Version,
                ["kind"] = kind.Kind.Kind,
            },
            ["parameters"] = new JsonArray([
                .. parameters.Select(
                    JsonNode (p) =>
                        new JsonObject
                        {
                            ["name"] = p,
                            ["in"] = "query",
                            ["schema"] = new JsonObject
                            {
                                ["type"] = p switch
                                {
                                    "force" => "boolean",
                                    "gracePeriodSeconds" => "integer",
                                    _ => "string",
                                },
                            },
                        }
                ),
            ]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = "OK",
                    ["content"] = new JsonObject
                    {
                        ["application/json"] = new JsonObject { ["schema"] = schema },
                    },
                },
            },
        };
    }
}
