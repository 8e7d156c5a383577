using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Access;

/// <summary>
/// Prevents privilege escalation: who writes a role must have its rules or may <c>escalate</c>; who
/// binds one must hold its rules or may <c>bind</c> it.
/// </summary>
internal sealed class Escalation(Authorizer authorizer)
{
    private const string Group = "rbac.authorization.k8s.io";

    private static readonly JsonObject s_everything = Rule(
        ("apiGroups", "*"),
        ("resources", "*"),
        ("verbs", "*")
    );
    private static readonly JsonObject s_everyPath = Rule(("nonResourceURLs", "*"), ("verbs", "*"));

    /// <summary>What a user's writes of a kind must pass, with the state before; null for nothing.</summary>
    public Action<JsonObject?, JsonObject>? For(KindDefinition kind, User user)
    {
        if (kind.Kind.Group != Group || user.IsMaster)
            return null;
        return kind.Kind.Kind is "Role" or "ClusterRole"
            ? (live, role) => CheckRole(kind, user, live, role)
            : (live, binding) => CheckBinding(kind, user, live, binding);
    }

    private void CheckRole(KindDefinition kind, User user, JsonObject? live, JsonObject role)
    {
        if (
            live is not null
            && JsonEquality.Same(live["rules"], role["rules"])
            && JsonEquality.Same(live["aggregationRule"], role["aggregationRule"])
        )
            return;
        var ns = role.Namespace() ?? "";
        if (authorizer.Allows(user, new AccessRequest("escalate", Group, kind.Kind.Plural, ns, role.Name())))
            return;
        if (
            role["aggregationRule"] is not null
            && PolicyRule.Missing([s_everything, s_everyPath], authorizer.Rules(user, ns)).Count > 0
        )
        {
            throw Refusals.Forbidden(
                kind,
                role.Name(),
                "must have cluster-admin privileges to use the aggregationRule"
            );
        }
        Confirm(kind, role.Name(), user, role.Items("rules"), ns);
    }

    private void CheckBinding(KindDefinition kind, User user, JsonObject? live, JsonObject binding)
    {
        if (
            live is not null
            && JsonEquality.Same(live["roleRef"], binding["roleRef"])
            && JsonEquality.Same(live["subjects"], binding["subjects"])
        )
            return;
        var ns = binding.Namespace() ?? "";
        var (roles, name) = (
            binding.Text("roleRef", "kind") == "Role" ? "roles" : "clusterroles",
            binding.Text("roleRef", "name") ?? ""
        );
        if (authorizer.Allows(user, new AccessRequest("bind", Group, roles, ns, name)))
            return;
        var rules = authorizer.RulesOf(binding.Text("roleRef", "kind"), name, ns)
            ?? throw new ApiException(
                404,
                "NotFound",
                $"{roles}.{Group} \"{name}\" not found",
                Refusals.Details(Group, roles, name)
            );
        Confirm(kind, binding.Name(), user, rules, ns);
    }

    private void Confirm(
        KindDefinition kind,
        string name,
        User user,
        IEnumerable<JsonObject> rules,
        string ns
    )
    {
        var missing = PolicyRule.Missing(rules, authorizer.Rules(user, ns));
        if (missing.Count == 0)
            return;
        var groups = string.Join(' ', user.Groups.Select(g => $"\"{g}\""));
        throw Refusals.Forbidden(
            kind,
            name,
            $"user \"{user.Name}\" (groups=[{groups}]) is attempting to grant "
                + "RBAC permissions not currently held:\n"
                + string.Join('\n', missing)
        );
    }

    private static JsonObject Rule(params (string Name, string Value)[] lists) =>
        new(lists.Select(l => KeyValuePair.Create(l.Name, (JsonNode?)new JsonArray(l.Value))));
}
