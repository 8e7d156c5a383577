using System.Text.Json;

namespace Slipway.Manifests;

/// <summary>A label selector of meta/v1, or the plain map that Services have.</summary>
internal static class LabelSelector
{
    /// <summary>Whether labels match; an empty selector matches everything.</summary>
    public static bool Matches(JsonElement selector, IReadOnlyDictionary<string, string> labels) =>
        Pairs(selector, "matchLabels").All(p => labels.GetValueOrDefault(p.Key) == p.Value)
        && (
            !selector.TryGetProperty("matchExpressions", out var expressions)
            || expressions.ValueKind != JsonValueKind.Array
            || expressions.EnumerateArray().All(e => Holds(e, labels))
        );

    /// <summary>Whether labels match a map of labels.</summary>
    public static bool MatchesMap(JsonElement map, IReadOnlyDictionary<string, string> labels) =>
        map.EnumerateObject().All(p => labels.GetValueOrDefault(p.Name) == p.Value.ToString());

    private static bool Holds(JsonElement expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.GetProperty("key").ToString());
        var values =
            expression.TryGetProperty("values", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Select(v => v.ToString()).ToList()
                : [];
        return expression.GetProperty("operator").ToString() switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement selector, string name) =>
        selector.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.ToString()))
            : [];
}
