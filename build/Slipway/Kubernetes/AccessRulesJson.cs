using System.Text.Json;
using Slipway.Values;

namespace Slipway.Kubernetes;

/// <summary>Reads the answer to a SelfSubjectRulesReview.</summary>
internal static class AccessRulesJson
{
    public static AccessRules Read(JsonElement status) =>
        new(
            [.. status.Items("resourceRules").Select(Rule)],
            // An error in one of the authorizers says the same as an authorizer that cannot list its rules.
            IsComplete: !status.Field("incomplete").IsTrue()
                && string.IsNullOrEmpty(status.Text("evaluationError"))
        );

    private static AccessRule Rule(JsonElement rule) =>
        new(
            rule.Texts("verbs"),
            rule.Texts("apiGroups"),
            rule.Texts("resources"),
            rule.Texts("resourceNames")
        );
}
