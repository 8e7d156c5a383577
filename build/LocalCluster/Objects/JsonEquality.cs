using System.Text.Json.Nodes;

namespace LocalCluster.Objects;

/// <summary>Compares JSON values as the API server does.</summary>
internal static class JsonEquality
{
    /// <summary>Whether two values are the same, numbers by value.</summary>
    public static bool Same(JsonNode? a, JsonNode? b) =>
        (a, b) switch
        {
            (null, null) => true,
            (JsonObject x, JsonObject y) => x.Count == y.Count
                && x.All(p => y.TryGetPropertyValue(p.Key, out var other) && Same(p.Value, other)),
            (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(p => Same(p.First, p.Second)),
            (JsonValue x, JsonValue y) => JsonNumbers.Same(x, y),
            _ => false,
        };
}
