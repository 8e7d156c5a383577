using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Access;

/// <summary>What a rule of a role allows (rbac.authorization.k8s.io/v1 PolicyRule). Pure.</summary>
internal static class PolicyRule
{
    /// <summary>Whether a rule allows something to be done with a resource.</summary>
    public static bool Allows(JsonObject rule, AccessRequest request) =>
        Has(rule, "verbs", request.Verb)
        && Has(rule, "apiGroups", request.Group)
        && rule.Strings("resources").Any(r => IsResource(r, request.Resource))
        && (!rule.Strings("resourceNames").Any() || rule.Strings("resourceNames").Contains(request.Name));

    /// <summary>Whether a rule allows something to be done with a path that is of no resource.</summary>
    public static bool Allows(JsonObject rule, string verb, string path) =>
        Has(rule, "verbs", verb)
        && rule.Strings("nonResourceURLs")
            .Any(url =>
                url == path || (url.EndsWith('*') && path.StartsWith(url[..^1], StringComparison.Ordinal))
            );

    /// <summary>What some rules allow and others do not, in the API server's words.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<JsonObject> wanted, IEnumerable<JsonObject> held)
    {
        var owned = held.ToList();
        return Permission.Show(
            wanted.SelectMany(Permission.Of).Where(right => !owned.Exists(right.IsCoveredBy))
        );
    }

    public static bool IsResource(string pattern, string resource) =>
        pattern is "*"
        || pattern == resource
        || (
            pattern.StartsWith("*/", StringComparison.Ordinal)
            && resource.EndsWith(pattern[1..], StringComparison.Ordinal)
        );

    private static bool Has(JsonObject rule, string list, string value) =>
        rule.Strings(list).Any(v => v == "*" || v == value);
}
