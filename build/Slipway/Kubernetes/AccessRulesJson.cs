using System.Text.Json;

namespace Slipway.Kubernetes;

/// <summary>Reads the answer to a SelfSubjectRulesReview.</summary>
internal static class AccessRulesJson
{
    public static AccessRules Read(JsonElement status) =>
        new(
            [.. Items(status, "resourceRules").Select(Rule)],
            // An error in one of the authorizers says the same as an authorizer that cannot list its rules.
            IsComplete: !(
                status.TryGetProperty("incomplete", out var incomplete)
                && incomplete.ValueKind == JsonValueKind.True
            )
                && !(
                    status.TryGetProperty("evaluationError", out var error)
                    && error.ValueKind == JsonValueKind.String
                    && error.GetString()!.Length > 0
                )
        );

    private static AccessRule Rule(JsonElement rule) =>
        new(
            Words(rule, "verbs"),
            Words(rule, "apiGroups"),
            Words(rule, "resources"),
            Words(rule, "resourceNames")
        );

    private static IReadOnlyList<string> Words(JsonElement rule, string list) =>
        [.. Items(rule, list).Select(item => item.GetString() ?? "")];

    private static IEnumerable<JsonElement> Items(JsonElement parent, string list) =>
        parent.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : [];
}
