using System.Text.Json.Nodes;

namespace Slipway.Formats;

/// <summary>
/// Which objects something applies to, by their labels: meta/v1 LabelSelector, or the plain map of a Service or a
/// nodeSelector.
/// </summary>
public sealed class LabelSelector
{
    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(IEnumerable<Requirement> requirements) => _requirements = [.. requirements];

    /// <summary>Whether it requires nothing. It matches everything then; some fields give that another meaning.</summary>
    public bool IsEmpty => _requirements.Count == 0;

    /// <summary>Reads <c>{matchLabels, matchExpressions}</c>; nothing is required where there is no such object.</summary>
    public static LabelSelector Of(JsonNode? selector) =>
        new([
            .. Equal((selector as JsonObject)?["matchLabels"]),
            .. ((selector as JsonObject)?["matchExpressions"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(Requirement.Of),
        ]);

    /// <summary>Reads a map of labels that must all be there.</summary>
    public static LabelSelector OfMap(JsonNode? labels) => new(Equal(labels));

    /// <summary>Whether labels fulfil all that is required. An unknown operator is fulfilled by nothing.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        _requirements.All(requirement => requirement.IsMetBy(labels));

    /// <summary>
    /// The text that list requests and tables have, sorted by key: <c>a=b,c in (d,e),!f</c>; empty where nothing is
    /// required.
    /// </summary>
    public override string ToString() =>
        string.Join(',', _requirements.OrderBy(r => r.Key, StringComparer.Ordinal));

    private static IEnumerable<Requirement> Equal(JsonNode? labels) =>
        (labels as JsonObject ?? []).Select(label => new Requirement(label.Key, "=", [Text(label.Value)]));

    private static string Text(JsonNode? value) => value?.ToString() ?? "";

    private sealed record Requirement(string Key, string Operator, IReadOnlyList<string> Values)
    {
        public static Requirement Of(JsonObject expression) =>
            new(
                Text(expression["key"]),
                Text(expression["operator"]),
                [.. (expression["values"] as JsonArray ?? []).Select(Text)]
            );

        public bool IsMetBy(IReadOnlyDictionary<string, string> labels)
        {
            var exists = labels.TryGetValue(Key, out var value);
            var listed = exists && Values.Contains(value);
            return Operator switch
            {
                "=" or "In" => listed,
                "NotIn" => !listed,
                "Exists" => exists,
                "DoesNotExist" => !exists,
                _ => false,
            };
        }

        public override string ToString() =>
            Operator switch
            {
                "=" => $"{Key}={Values[0]}",
                "In" => $"{Key} in ({List()})",
                "NotIn" => $"{Key} notin ({List()})",
                "Exists" => Key,
                _ => $"!{Key}",
            };

        private string List() => string.Join(',', Values.Order(StringComparer.Ordinal));
    }
}
