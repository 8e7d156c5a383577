using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>One step of a path, in the text form of FieldsV1.</summary>
internal static class FieldStep
{
    public static string Field(string name) => "f:" + name;

    /// <summary>
    /// The item of a list: by its key fields, by its value, or by its position where neither can be.
    /// </summary>
    public static string Item(ListType list, JsonNode? item) =>
        list.Merge == ListMerge.Map
            ? "k:" + Keys(list, item)
            : "v:" + (item?.ToJsonString(JsonText.Options) ?? "null");

    /// <summary>The form in messages.</summary>
    public static string Show(string step) =>
        step[..2] switch
        {
            "f:" => "." + step[2..],
            "k:" => "["
                + string.Join(
                    ',',
                    JsonNode
                        .Parse(step[2..])!
                        .AsObject()
                        .Select(p => $"{p.Key}={p.Value?.ToJsonString(JsonText.Options) ?? "null"}")
                )
                + "]",
            _ => $"[={step[2..]}]",
        };

    /// <summary>The step for an item of a list at a position in messages, where it has no keys.</summary>
    private static string Keys(ListType list, JsonNode? item)
    {
        var keys = new JsonObject();
        foreach (var key in list.Keys.Order(StringComparer.Ordinal))
            keys[key] = (item as JsonObject)?[key]?.DeepClone() ?? Fallback(list, key);
        return keys.ToJsonString(JsonText.Options);
    }

    private static JsonNode? Fallback(ListType list, string key) =>
        (list.Element as StructType)?.Schema.Fields.GetValueOrDefault(key)?.Default is { } text ? text : null;
}
