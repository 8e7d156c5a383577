using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Custom;

/// <summary>Fills in the defaults that a structural schema names.</summary>
internal static class CustomDefaults
{
    public static void Fill(JsonObject? schema, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject obj:
                foreach (var (name, property) in schema.Object("properties") ?? [])
                {
                    if (obj[name] is null && property is JsonObject { } p && p["default"] is { } given)
                        obj[name] = given.DeepClone();
                    Fill(property as JsonObject, obj[name]);
                }
                if (schema.Object("additionalProperties") is { } element)
                {
                    foreach (var (_, child) in obj)
                        Fill(element, child);
                }
                break;
            case JsonArray list:
                foreach (var item in list)
                    Fill(schema.Object("items"), item);
                break;
        }
    }
}
