using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Values;

namespace Slipway.Pipeline.Access;

/// <summary>A Role, or a ClusterRole, of whoever deploys (rbac.authorization.k8s.io/v1). Pure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace; null for a ClusterRole.</param>
/// <param name="Rules">What it allows.</param>
public sealed record DeployerRole(string Name, string? Namespace, IReadOnlyList<AccessRule> Rules)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary><c>Role</c> or <c>ClusterRole</c>.</summary>
    public string Kind => Namespace is null ? "ClusterRole" : "Role";

    /// <summary>
    /// The roles that allow these actions and nothing else: one for each namespace, and one for what is in none.
    /// </summary>
    /// <param name="actions">What must be allowed.</param>
    /// <param name="app">The application.</param>
    /// <param name="home">Its namespace.</param>
    public static IReadOnlyList<DeployerRole> For(
        IEnumerable<AccessReview> actions,
        string app,
        string home
    ) =>
        [
            .. actions
                .GroupBy(action => action.Namespace)
                .OrderBy(place =>
                    place.Key is null ? 2
                    : place.Key == home ? 0
                    : 1
                )
                .ThenBy(place => place.Key, StringComparer.Ordinal)
                .Select(place => new DeployerRole(
                    // Others may deploy the same application to other namespaces of the cluster.
                    place.Key
                        is null
                        ? $"slipway-{app}-{home}"
                        : $"slipway-{app}",
                    place.Key,
                    RulesFor(place)
                )),
        ];

    /// <summary>The object.</summary>
    public KubeObject Manifest()
    {
        var metadata = new JsonObject { ["name"] = Name };
        if (Namespace is not null)
            metadata["namespace"] = Namespace;
        return KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = $"{Group}/v1",
                ["kind"] = Kind,
                ["metadata"] = metadata,
                ["rules"] = new JsonArray([.. Rules.Select(Rule)]),
            }
        );
    }

    /// <summary>The object as YAML, line by line, after how to bind it.</summary>
    public IEnumerable<string> Yaml()
    {
        yield return Namespace is null
            ? $"# kubectl create clusterrolebinding {Name} --clusterrole={Name} --serviceaccount=<namespace>:<name>"
            : $"# kubectl create rolebinding {Name} --role={Name} --serviceaccount=<namespace>:<name> "
                + $"--namespace={Namespace}";
        yield return $"apiVersion: {Group}/v1";
        yield return $"kind: {Kind}";
        yield return "metadata:";
        yield return $"  name: {Name}";
        if (Namespace is not null)
            yield return $"  namespace: {Namespace}";
        yield return "rules:";
        foreach (var rule in Rules)
        {
            yield return $"  - apiGroups: [{string.Join(", ", rule.Groups.Select(g => g.Length == 0 ? "\"\"" : g))}]";
            yield return $"    resources: [{string.Join(", ", rule.Resources)}]";
            if (rule.Names.Count > 0)
                yield return $"    resourceNames: [{string.Join(", ", rule.Names)}]";
            yield return $"    verbs: [{string.Join(", ", rule.Verbs)}]";
        }
    }

    // Names of objects change with the manifests; that of the lock is always the same.
    private static IReadOnlyList<AccessRule> RulesFor(IEnumerable<AccessReview> actions) =>
        [
            .. actions
                .Select(action => action.Resource == "leases" ? action : action with { Name = null })
                .GroupBy(action =>
                    (
                        action.Group,
                        Resource: action.Subresource is { } sub
                            ? $"{action.Resource}/{sub}"
                            : action.Resource,
                        action.Name
                    )
                )
                .Select(of =>
                    (of.Key.Group, of.Key.Resource, of.Key.Name, Verbs: Sorted(of.Select(a => a.Verb)))
                )
                .GroupBy(rule => (rule.Group, rule.Name, Verbs: string.Join(' ', rule.Verbs)))
                .Select(same => new AccessRule(
                    same.First().Verbs,
                    [same.Key.Group],
                    Sorted(same.Select(rule => rule.Resource)),
                    same.Key.Name is { } name ? [name] : []
                ))
                .OrderBy(rule => rule.Groups[0], StringComparer.Ordinal)
                .ThenBy(rule => rule.Resources[0], StringComparer.Ordinal)
                .ThenBy(rule => rule.Names.Count),
        ];

    private static JsonNode Rule(AccessRule rule)
    {
        var json = new JsonObject
        {
            ["apiGroups"] = Words(rule.Groups),
            ["resources"] = Words(rule.Resources),
            ["verbs"] = Words(rule.Verbs),
        };
        if (rule.Names.Count > 0)
            json["resourceNames"] = Words(rule.Names);
        return json;
    }

    private static JsonArray Words(IEnumerable<string> words) =>
        new([.. words.Select(word => (JsonNode?)word)]);

    private static IReadOnlyList<string> Sorted(IEnumerable<string> words) =>
        [.. words.Distinct().Order(StringComparer.Ordinal)];
}
