using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Objects;

/// <summary>Reads JSON trees in which any part may be missing.</summary>
internal static class JsonReading
{
    /// <summary>The value at a path of property names; null if a step is missing.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
            node = (node as JsonObject)?[step];
        return node;
    }

    /// <summary>The string at a path; null if there is none.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;

    /// <summary>The integer at a path; null if there is none.</summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? JsonNumbers.Whole(value)
            : null;

    /// <summary>Whether there is a <c>true</c> at a path.</summary>
    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>The object at a path; null if there is none.</summary>
    public static JsonObject? Object(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) as JsonObject;

    /// <summary>The objects of the list at a path; empty if there is none.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The strings of the list at a path; empty if there is none.</summary>
    public static IEnumerable<string> Strings(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.Select(i => i.Text()).OfType<string>() ?? [];

    /// <summary>The strings of the map at a path; empty if there is none.</summary>
    public static IReadOnlyDictionary<string, string> Map(
        this JsonNode? node,
        params ReadOnlySpan<string> path
    ) =>
        (node.At(path) as JsonObject)?.ToDictionary(
            p => p.Key,
            p => p.Value.Text() ?? "",
            StringComparer.Ordinal
        )
        ?? [];

    /// <summary>The object under a name, created if missing.</summary>
    public static JsonObject Child(this JsonObject obj, string name)
    {
        if (obj[name] is JsonObject child)
            return child;
        obj[name] = child = [];
        return child;
    }

    /// <summary>Sets a field that is missing or null.</summary>
    public static void Default(this JsonObject obj, string name, JsonNode value)
    {
        if (obj[name] is null)
            obj[name] = value;
    }

    public static string Name(this JsonObject obj) => obj.Text("metadata", "name") ?? "";

    public static string? Namespace(this JsonObject obj) => obj.Text("metadata", "namespace");

    public static string Uid(this JsonObject obj) => obj.Text("metadata", "uid") ?? "";

    public static bool IsBeingDeleted(this JsonObject obj) =>
        obj.Text("metadata", "deletionTimestamp") is not null;
}
