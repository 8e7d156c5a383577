using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Storage;
using Slipway.Formats;

namespace LocalCluster.Api.Access;

/// <summary>
/// Decides by the stored roles and bindings what a user may do (rbac.authorization.k8s.io/v1). It is asked at
/// each request, so a change holds from the next one on.
/// </summary>
internal sealed class Authorizer(ObjectStore store)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <exception cref="ApiException">403: the user may not.</exception>
    public void Check(User user, AccessRequest request)
    {
        if (!Allows(user, request))
            throw request.Refusal(user);
    }

    public bool Allows(User user, AccessRequest request) =>
        user.IsMaster || Rules(user, request.Namespace).Any(rule => PolicyRule.Allows(rule, request));

    public bool Allows(User user, string verb, string path) =>
        user.IsMaster || Rules(user, "").Any(rule => PolicyRule.Allows(rule, verb, path));

    /// <summary>
    /// The rules that hold for a user in a namespace; an empty one for the cluster as a whole.
    /// </summary>
    public IEnumerable<JsonObject> Rules(User user, string ns)
    {
        var everywhere = Bound(user, "clusterrolebindings", null);
        return ns.Length == 0 ? everywhere : everywhere.Concat(Bound(user, "rolebindings", ns));
    }

    private IEnumerable<JsonObject> Bound(User user, string bindings, string? ns) =>
        store
            .List(Group, bindings, ns)
            .Objects.Where(b => b.Object.Items("subjects").Any(s => IsMeant(user, s, ns)))
            .SelectMany(b =>
                RulesOf(b.Object.Text("roleRef", "kind"), b.Object.Text("roleRef", "name") ?? "", ns) ?? []
            );

    /// <summary>The rules of a role; null if there is no such role.</summary>
    /// <param name="kind"><c>Role</c> or <c>ClusterRole</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="ns">The namespace that a Role is in.</param>
    public IEnumerable<JsonObject>? RulesOf(string? kind, string name, string? ns)
    {
        var role =
            kind == "Role"
                ? store.Get(new ObjectKey(Group, "roles", ns ?? "", name))
                : store.Get(new ObjectKey(Group, "clusterroles", "", name));
        return role is null ? null : Aggregated(role.Object, []);
    }

    /// <summary>
    /// Its own rules and those of the ClusterRoles that it selects, which may select others.
    /// </summary>
    private IEnumerable<JsonObject> Aggregated(JsonObject role, HashSet<string> seen)
    {
        var selectors = role.Items("aggregationRule", "clusterRoleSelectors").ToList();
        if (selectors.Count == 0 || !seen.Add(role.Name()))
            return role.Items("rules");
        return role.Items("rules")
            .Concat(
                store
                    .List(Group, "clusterroles", null)
                    .Objects.Where(r =>
                        selectors.Any(s => LabelSelector.Of(s).Matches(r.Object.Map("metadata", "labels")))
                    )
                    .SelectMany(r => Aggregated(r.Object, seen))
            );
    }

    private static bool IsMeant(User user, JsonObject subject, string? ns)
    {
        var name = subject.Text("name") ?? "";
        return subject.Text("kind") switch
        {
            "User" => name == user.Name,
            "Group" => user.Groups.Contains(name),
            "ServiceAccount" => User.Account(subject.Text("namespace") ?? ns ?? "", name).Name == user.Name,
            _ => false,
        };
    }
}
