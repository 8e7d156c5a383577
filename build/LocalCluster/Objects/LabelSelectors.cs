using System.Text.Json.Nodes;

namespace LocalCluster.Objects;

/// <summary>Label selectors inside of objects (matchLabels and matchExpressions).</summary>
internal static class LabelSelectors
{
    /// <summary>Whether labels fulfil a selector; an empty selector matches all.</summary>
    public static bool Matches(JsonObject? selector, IReadOnlyDictionary<string, string> labels) =>
        selector.Map("matchLabels").All(m => labels.TryGetValue(m.Key, out var value) && value == m.Value)
        && selector.Items("matchExpressions").All(e => Holds(e, labels));

    /// <summary>The form of query parameters and tables: <c>a=b,c in (d,e)</c>.</summary>
    public static string Show(JsonObject? selector)
    {
        if (selector is null)
            return "";
        var isMap = selector["matchLabels"] is null && selector["matchExpressions"] is null;
        var labels = (isMap ? selector.Map() : selector.Map("matchLabels"))
            .OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => $"{m.Key}={m.Value}");
        return string.Join(',', labels.Concat(selector.Items("matchExpressions").Select(ShowOne)));
    }

    private static string ShowOne(JsonObject expression)
    {
        var (key, values) = (expression.Text("key"), string.Join(',', expression.Strings("values").Order()));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "Exists" => $"{key}",
            _ => $"!{key}",
        };
    }

    private static bool Holds(JsonObject expression, IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(expression.Text("key") ?? "", out var value);
        var listed = has && expression.Strings("values").Contains(value);
        return expression.Text("operator") switch
        {
            "In" => listed,
            "NotIn" => !listed,
            "Exists" => has,
            "DoesNotExist" => !has,
            _ => false,
        };
    }
}
