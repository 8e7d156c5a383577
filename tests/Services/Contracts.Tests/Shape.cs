using System.Text.Json;
using System.Text.Json.Nodes;

namespace Contracts.Tests;

/// <summary>
/// Tells whether a body has a shape. A shape has for each needed field <c>text</c>, <c>number</c>,
/// <c>integer</c>, <c>switch</c>, <c>null</c>, or a shape again. Fields beyond those do no harm.
/// </summary>
public static class Shape
{
    /// <summary>What does not match, one sentence each; empty when all does.</summary>
    public static IReadOnlyList<string> Mismatches(JsonObject shape, JsonNode? body, string at = "body") =>
        body is JsonObject fields
            ? [.. shape.SelectMany(field => Mismatches(field.Value!, fields, field.Key, $"{at}.{field.Key}"))]
            : [$"{at} is not an object."];

    private static IReadOnlyList<string> Mismatches(
        JsonNode expected,
        JsonObject fields,
        string name,
        string at
    )
    {
        if (!fields.TryGetPropertyValue(name, out var value))
            return [$"{at} is missing."];
        if (expected is JsonObject shape)
            return Mismatches(shape, value, at);
        return Kind(value).Contains((string)expected!) ? [] : [$"{at} is {Text(value)}, not {expected}."];
    }

    private static string[] Kind(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null => ["null"],
            JsonValueKind.String => ["text"],
            JsonValueKind.True or JsonValueKind.False => ["switch"],
            JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _)
                ? ["number", "integer"]
                : ["number"],
            _ => [],
        };

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
