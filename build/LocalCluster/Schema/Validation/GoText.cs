using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Values as Go prints them in the API server's messages.</summary>
internal static class GoText
{
    public static string Map(JsonObject? map) =>
        map is null || map.Count == 0
            ? "map[string]string(nil)"
            : $"map[string]string{{{string.Join(", ", map.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"\"{p.Key}\":\"{p.Value.Text()}\""))}}}";

    public static string Selector(JsonObject? selector) =>
        selector is null
            ? "(*v1.LabelSelector)(nil)"
            : $"v1.LabelSelector{{MatchLabels:{Map(selector.Object("matchLabels"))}, "
                + $"MatchExpressions:{Expressions(selector)}}}";

    public static string IntOrString(JsonNode? value) =>
        value.Text() is { } text
            ? $"intstr.IntOrString{{Type:1, IntVal:0, StrVal:\"{text}\"}}"
            : $"intstr.IntOrString{{Type:0, IntVal:{value.Number() ?? 0}, StrVal:\"\"}}";

    private static string Expressions(JsonObject selector)
    {
        var all = selector
            .Items("matchExpressions")
            .Select(e => (Expression: e, Values: e.Strings("values").Select(v => $"\"{v}\"")))
            .Select(e =>
                "v1.LabelSelectorRequirement{"
                + $"Key:\"{e.Expression.Text("key")}\", Operator:\"{e.Expression.Text("operator")}\", "
                + $"Values:[]string{{{string.Join(", ", e.Values)}}}}}"
            )
            .ToList();
        return all.Count == 0
            ? "[]v1.LabelSelectorRequirement(nil)"
            : $"[]v1.LabelSelectorRequirement{{{string.Join(", ", all)}}}";
    }
}
