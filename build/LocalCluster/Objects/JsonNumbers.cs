using System.Text.Json.Nodes;

namespace LocalCluster.Objects;

/// <summary>Numbers of JSON trees, whichever CLR type they were made from.</summary>
internal static class JsonNumbers
{
    /// <summary>The number as an integer; null if it has a fraction or does not fit.</summary>
    public static long? Whole(JsonValue value)
    {
        if (value.TryGetValue<long>(out var number))
            return number;
        if (value.TryGetValue<int>(out var small))
            return small;
        return value.TryGetValue<double>(out var real) && real == Math.Floor(real) && Math.Abs(real) < 9e15
            ? (long)real
            : null;
    }

    /// <summary>Whether two scalars are the same.</summary>
    public static bool Same(JsonValue a, JsonValue b) =>
        Whole(a) is { } x && Whole(b) is { } y ? x == y : JsonNode.DeepEquals(a, b);
}
