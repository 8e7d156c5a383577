using System.Text.Json.Nodes;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Hosting;

/// <summary>
/// The ClusterRoles for users that every cluster has; they may be bound, changed and removed like any other.
/// </summary>
internal static class BootstrapRoles
{
    private static readonly string[] s_read = ["get", "list", "watch"];
    private static readonly string[] s_write =
    [
        "get",
        "list",
        "watch",
        "create",
        "update",
        "patch",
        "delete",
        "deletecollection",
    ];

    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly string[] s_groups =
    [
        "",
        "apps",
        "batch",
        "autoscaling",
        "policy",
        "networking.k8s.io",
        "discovery.k8s.io",
        "coordination.k8s.io",
        "events.k8s.io",
    ];

    /// <summary>Resources in namespaces, without Secrets.</summary>
    private static readonly string[] s_plain =
    [
        "pods",
        "services",
        "endpoints",
        "configmaps",
        "serviceaccounts",
        "persistentvolumeclaims",
        "events",
        "deployments",
        "deployments/scale",
        "replicasets",
        "replicasets/scale",
        "statefulsets",
        "statefulsets/scale",
        "daemonsets",
        "controllerrevisions",
        "jobs",
        "cronjobs",
        "horizontalpodautoscalers",
        "poddisruptionbudgets",
        "ingresses",
        "networkpolicies",
        "endpointslices",
        "leases",
    ];

    /// <summary>Additional resources that may be read.</summary>
    private static readonly string[] s_seen =
    [
        "pods/log",
        "pods/status",
        "services/status",
        "namespaces",
        "namespaces/status",
        "persistentvolumeclaims/status",
        "deployments/status",
        "replicasets/status",
        "statefulsets/status",
        "daemonsets/status",
        "jobs/status",
        "cronjobs/status",
        "horizontalpodautoscalers/status",
        "poddisruptionbudgets/status",
        "ingresses/status",
    ];

    /// <summary>Additional resources that may be changed.</summary>
    private static readonly string[] s_inner =
    [
        "secrets",
        "serviceaccounts/token",
        "pods/attach",
        "pods/exec",
        "pods/proxy",
        "pods/portforward",
        "pods/eviction",
        "services/proxy",
    ];

    /// <summary>Creates what is missing.</summary>
    public static void Create(IResources resources)
    {
        JsonObject[] view =
        [
            Rule(s_read, s_groups, [.. s_plain, .. s_seen]),
            Rule(s_read, ["metrics.k8s.io"], ["pods", "nodes"]),
        ];
        JsonObject[] edit =
        [
            .. view,
            Rule(s_write, s_groups, [.. s_plain, .. s_inner]),
            Rule(["impersonate"], [""], ["serviceaccounts"]),
        ];
        JsonObject[] admin =
        [
            .. edit,
            Rule(s_write, [Rbac], ["roles", "rolebindings"]),
            Rule(["create"], ["authorization.k8s.io"], ["localsubjectaccessreviews"]),
        ];
        var paths = new JsonObject { ["verbs"] = Words(["*"]), ["nonResourceURLs"] = Words(["*"]) };
        Put(resources, "cluster-admin", null, null, Rule(["*"], ["*"], ["*"]), paths);
        Put(resources, "admin", "admin", null, admin);
        Put(resources, "edit", "edit", "admin", edit);
        Put(resources, "view", "view", "edit", view);
    }

    /// <param name="resources">Where to.</param>
    /// <param name="name">The name.</param>
    /// <param name="collects">Aggregates other ClusterRoles with this label.</param>
    /// <param name="label">The aggregation label of this role.</param>
    /// <param name="rules">Its own rules.</param>
    private static void Put(
        IResources resources,
        string name,
        string? collects,
        string? label,
        params JsonObject[] rules
    )
    {
        if (resources.Get(Kinds.ClusterRole, null, name) is not null)
            return;
        var labels = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        if (label is not null)
            labels[Aggregation(label)] = "true";
        var role = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["rules"] = new JsonArray([.. rules.Select(r => r.DeepClone())]),
        };
        if (collects is not null)
        {
            role["aggregationRule"] = new JsonObject
            {
                ["clusterRoleSelectors"] = new JsonArray(
                    new JsonObject { ["matchLabels"] = new JsonObject { [Aggregation(collects)] = "true" } }
                ),
            };
        }
        resources.Create(Kinds.ClusterRole, role);
    }

    private static string Aggregation(string role) => $"{Rbac}/aggregate-to-{role}";

    private static JsonObject Rule(string[] verbs, string[] groups, string[] resources) =>
        new()
        {
            ["apiGroups"] = Words(groups),
            ["resources"] = Words(resources),
            ["verbs"] = Words(verbs),
        };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(JsonNode? (w) => w)]);
}
