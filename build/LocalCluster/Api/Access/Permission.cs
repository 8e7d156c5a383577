using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Access;

/// <summary>
/// One verb on one resource, object or path; rules are split into these for comparison. Pure.
/// </summary>
internal sealed record Permission(string Group, string Resource, string Name, string Path, string Verb)
{
    /// <summary>All that a rule allows.</summary>
    public static IEnumerable<Permission> Of(JsonObject rule)
    {
        foreach (var verb in rule.Strings("verbs"))
        {
            foreach (var path in rule.Strings("nonResourceURLs"))
                yield return new Permission("", "", "", path, verb);
            foreach (var group in rule.Strings("apiGroups"))
            {
                foreach (var resource in rule.Strings("resources"))
                {
                    foreach (var name in rule.Strings("resourceNames").DefaultIfEmpty(""))
                        yield return new Permission(group, resource, name, "", verb);
                }
            }
        }
    }

    /// <summary>Whether a rule allows it whole; a wildcard is allowed by a wildcard alone.</summary>
    public bool IsCoveredBy(JsonObject rule)
    {
        if (!Has(rule, "verbs", Verb))
            return false;
        if (Path.Length > 0)
        {
            return rule.Strings("nonResourceURLs")
                .Any(url =>
                    url == Path || (url.EndsWith('*') && Path.StartsWith(url[..^1], StringComparison.Ordinal))
                );
        }
        var names = rule.Strings("resourceNames").ToList();
        return Has(rule, "apiGroups", Group)
            && rule.Strings("resources").Any(r => PolicyRule.IsResource(r, Resource))
            && (names.Count == 0 || (Name.Length > 0 && names.Contains(Name)));
    }

    /// <summary>Rights in the API server's words, those on the same resource together.</summary>
    public static IReadOnlyList<string> Show(IEnumerable<Permission> rights) =>
        [
            .. rights
                .GroupBy(r => (r.Group, r.Resource, r.Name, r.Path))
                .Select(g =>
                {
                    var parts = new List<string>();
                    if (g.Key.Resource.Length > 0)
                    {
                        parts.Add($"APIGroups:[\"{g.Key.Group}\"]");
                        parts.Add($"Resources:[\"{g.Key.Resource}\"]");
                    }
                    if (g.Key.Path.Length > 0)
                        parts.Add($"NonResourceURLs:[\"{g.Key.Path}\"]");
                    if (g.Key.Name.Length > 0)
                        parts.Add($"ResourceNames:[\"{g.Key.Name}\"]");
                    parts.Add($"Verbs:[{string.Join(' ', g.Select(r => $"\"{r.Verb}\"").Distinct())}]");
                    return $"{{{string.Join(", ", parts)}}}";
                })
                .Order(StringComparer.Ordinal),
        ];

    private static bool Has(JsonObject rule, string list, string value) =>
        rule.Strings(list).Any(v => v == "*" || v == value);
}
