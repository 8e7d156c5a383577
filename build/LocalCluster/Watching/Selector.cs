using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Watching;

/// <summary>A label selector: metav1.LabelSelector, or the plain map of a Service.</summary>
internal sealed class Selector
{
    private readonly IReadOnlyDictionary<string, string> _equal;
    private readonly JsonObject[] _expressions;

    private Selector(IReadOnlyDictionary<string, string> equal, IEnumerable<JsonObject> expressions)
    {
        _equal = equal;
        _expressions = [.. expressions];
    }

    /// <summary>Whether it asks for nothing; what that means depends on who asks.</summary>
    public bool IsEmpty => _equal.Count == 0 && _expressions.Length == 0;

    /// <summary>Reads <c>{matchLabels, matchExpressions}</c>.</summary>
    public static Selector Of(JsonNode? labelSelector) =>
        new(labelSelector.Map("matchLabels"), labelSelector.Items("matchExpressions"));

    /// <summary>Reads a plain map of labels.</summary>
    public static Selector OfMap(JsonNode? map) => new(map.Map(), []);

    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        _equal.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
        && _expressions.All(expression => Matches(expression, labels));

    private static bool Matches(JsonObject expression, IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(expression.Text("key") ?? "", out var value);
        var listed = present && expression.Strings("values").Contains(value);
        return expression.Text("operator") switch
        {
            "In" => listed,
            "NotIn" => !listed,
            "Exists" => present,
            "DoesNotExist" => !present,
            _ => false,
        };
    }
}
