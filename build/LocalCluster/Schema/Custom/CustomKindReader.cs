using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Schema.Custom;

/// <summary>Makes kinds of CustomResourceDefinitions.</summary>
internal static class CustomKindReader
{
    private static readonly string[] s_ofEveryObject = ["apiVersion", "kind", "metadata"];

    /// <summary>One kind for each version that is served; all are stored as one of them.</summary>
    public static IEnumerable<KindDefinition> Read(JsonObject definition, TypeSchema objectMeta)
    {
        var all = definition
            .Items("spec", "versions")
            .Select(v => (Version: v, Kind: Kind(definition, v, objectMeta)))
            .ToList();
        var storage = all.FirstOrDefault(v => v.Version.Flag("storage")).Kind;
        return all.Where(v => v.Version.Flag("served"))
            .Select(v => ReferenceEquals(v.Kind, storage) ? v.Kind : v.Kind with { Storage = storage });
    }

    private static KindDefinition Kind(JsonObject definition, JsonObject version, TypeSchema objectMeta)
    {
        var (spec, names) = (definition.Object("spec") ?? [], definition.Object("spec", "names") ?? []);
        var kind = new ResourceKind(
            spec.Text("group") ?? "",
            version.Text("name") ?? "",
            names.Text("kind") ?? "",
            names.Text("plural") ?? "",
            spec.Text("scope") == "Namespaced"
        );
        var openApi = version.Object("schema", "openAPIV3Schema");
        return new KindDefinition(kind, Root(kind, openApi, objectMeta))
        {
            Singular = names.Text("singular") ?? kind.Kind.ToLowerInvariant(),
            ShortNames = [.. names.Strings("shortNames")],
            Categories = [.. names.Strings("categories")],
            Subresources =
            [
                .. new[] { "status", "scale" }.Where(s => version.Object("subresources", s) is not null),
            ],
            Custom = new CustomKind(
                definition.Name(),
                openApi,
                version.Object("subresources", "scale"),
                [.. version.Items("additionalPrinterColumns")],
                names.Text("listKind") ?? kind.Kind + "List"
            ),
        };
    }

    private static TypeSchema Root(ResourceKind kind, JsonObject? openApi, TypeSchema objectMeta)
    {
        var package = string.Join('.', kind.Group.Split('.').Reverse()) + "." + kind.Version;
        var root = new TypeSchema(package, kind.Kind, openApi.Text("description") ?? "", false)
        {
            KeepsUnknown = openApi is null || openApi.Flag("x-kubernetes-preserve-unknown-fields"),
        };
        root.Add(new FieldSchema("apiVersion", new ScalarType("string"), false, false, null));
        root.Add(new FieldSchema("kind", new ScalarType("string"), false, false, null));
        root.Add(new FieldSchema("metadata", new StructType(objectMeta), false, true, null));
        AddFields(root, openApi, package);
        return root;
    }

    private static void AddFields(TypeSchema type, JsonObject? openApi, string package)
    {
        foreach (var (name, property) in openApi.Object("properties") ?? [])
        {
            if (
                property is JsonObject schema
                && !(s_ofEveryObject.Contains(name) && type.Fields.ContainsKey(name))
            )
            {
                type.Add(
                    new FieldSchema(
                        name,
                        Type(schema, name, package),
                        false,
                        false,
                        schema.Text("default"),
                        schema.Text("description") ?? ""
                    )
                );
            }
        }
    }

    private static FieldType Type(JsonObject schema, string name, string package)
    {
        if (schema.Flag("x-kubernetes-int-or-string"))
            return new ScalarType("intstr");
        if (schema.Flag("x-kubernetes-embedded-resource"))
            return new AnyType(true);
        var keepsUnknown = schema.Flag("x-kubernetes-preserve-unknown-fields");
        switch (schema.Text("type"))
        {
            case "array":
                return List(schema, name, package);
            case "object" when schema["additionalProperties"] is JsonObject element:
                return new MapType(
                    Type(element, name, package),
                    schema.Text("x-kubernetes-map-type") == "atomic"
                );
            case "object"
                when schema["properties"] is not null
                    || !(keepsUnknown || schema.Flag("additionalProperties")):
                var type = new TypeSchema(
                    package,
                    name,
                    schema.Text("description") ?? "",
                    schema.Text("x-kubernetes-map-type") == "atomic"
                )
                {
                    KeepsUnknown = keepsUnknown,
                };
                AddFields(type, schema, package);
                return new StructType(type);
            case "integer":
                return new ScalarType("int64");
            case "number":
                return new ScalarType("number");
            case "boolean":
                return new ScalarType("bool");
            case "string":
                return new ScalarType("string");
            default:
                return new AnyType();
        }
    }

    private static ListType List(JsonObject schema, string name, string package)
    {
        var element = schema.Object("items") is { } items ? Type(items, name, package) : new AnyType();
        var merge = schema.Text("x-kubernetes-list-type") switch
        {
            "map" => ListMerge.Map,
            "set" => ListMerge.Set,
            _ => ListMerge.Atomic,
        };
        return new ListType(element, merge, [.. schema.Strings("x-kubernetes-list-map-keys")]);
    }
}
