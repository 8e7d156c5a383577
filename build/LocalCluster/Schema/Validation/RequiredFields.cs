using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Finds the required fields of a type that an object lacks, at every depth.</summary>
internal static class RequiredFields
{
    public static void Check(TypeSchema schema, JsonObject obj, FieldErrors mistakes) =>
        Check(schema, obj, "", mistakes);

    private static void Check(TypeSchema schema, JsonObject obj, string prefix, FieldErrors mistakes)
    {
        foreach (var field in schema.Fields.Values)
        {
            if (obj[field.Name] is { } value)
                Check(field.Type, value, prefix + field.Name, mistakes);
            else if (field.Required)
                mistakes.Required(prefix + field.Name);
        }
    }

    private static void Check(FieldType type, JsonNode value, string path, FieldErrors mistakes)
    {
        switch (type, value)
        {
            // What metadata needs is checked for all kinds alike.
            case (StructType { Schema.Name: "ObjectMeta" }, _):
                break;
            case (StructType s, JsonObject obj):
                Check(s.Schema, obj, path + ".", mistakes);
                break;
            case (ListType list, JsonArray items):
                foreach (var (i, item) in items.Index().Where(i => i.Item is not null))
                    Check(list.Element, item!, $"{path}[{i}]", mistakes);
                break;
        }
    }
}
