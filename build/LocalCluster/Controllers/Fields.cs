using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Controllers;

/// <summary>Reading objects by the path of their fields. A missing step gives null or the empty value, never an error.</summary>
internal static class Fields
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node is not JsonObject obj || !obj.TryGetPropertyValue(step, out node))
                return null;
        }
        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue value)
            return null;
        if (value.TryGetValue(out long number))
            return number;
        if (value.TryGetValue(out int small))
            return small;
        return value.TryGetValue(out double real) ? (long)real : null;
    }

    public static int Count(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (int)Math.Clamp(node.Number(path) ?? 0, int.MinValue, int.MaxValue);

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), CultureInfo.InvariantCulture, out var time) ? time : null;

    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.Select(item => item.Text()).OfType<string>() ?? [];

    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.At(path) as JsonObject ?? [])
            map[key] = value.Text() ?? "";
        return map;
    }

    public static string Name(this JsonNode obj) => obj.Text("metadata", "name") ?? "";

    public static string Namespace(this JsonNode obj) => obj.Text("metadata", "namespace") ?? "";

    public static string Uid(this JsonNode obj) => obj.Text("metadata", "uid") ?? "";

    public static bool IsBeingDeleted(this JsonNode obj) => obj.At("metadata", "deletionTimestamp") is not null;

    public static string? Annotation(this JsonNode obj, string name) => obj.Text("metadata", "annotations", name);

    public static string? Label(this JsonNode obj, string name) => obj.Text("metadata", "labels", name);

    public static IReadOnlyDictionary<string, string> Labels(this JsonNode obj) => obj.Map("metadata", "labels");

    public static DateTimeOffset Created(this JsonNode obj) => obj.Time("metadata", "creationTimestamp") ?? default;

    /// <summary>A deep copy that may be changed.</summary>
    public static JsonObject Copy(this JsonObject obj) => (JsonObject)obj.DeepClone();

    /// <summary>The object in a field; added when it is missing.</summary>
    public static JsonObject Branch(this JsonObject obj, string field)
    {
        if (obj[field] is not JsonObject branch)
            obj[field] = branch = [];
        return branch;
    }

    /// <summary>Sets a field, or removes it when the number is zero, as the API types with omitempty do.</summary>
    public static void SetOrOmit(this JsonObject obj, string field, long number)
    {
        if (number == 0)
            obj.Remove(field);
        else
            obj[field] = number;
    }

    /// <summary>A time as metav1.Time writes it: whole seconds, UTC.</summary>
    public static string Stamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time as metav1.MicroTime writes it.</summary>
    public static string MicroStamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
