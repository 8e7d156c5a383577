using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Schema;

namespace LocalCluster.Hosting;

/// <summary>
/// The ClusterRoles for users that every cluster has; they may be bound, changed and removed like any other.
/// </summary>
internal static class FirstRoles
{
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write =
        ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    private static readonly string[] Groups =
        ["", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "discovery.k8s.io",
            "coordination.k8s.io"];

    /// <summary>What namespaces hold, without Secrets, quotas and the objects of the cluster.</summary>
    private static readonly string[] Plain =
    [
        "pods", "pods/log", "pods/status", "services", "endpoints", "configmaps", "serviceaccounts",
        "persistentvolumeclaims", "events", "deployments", "deployments/scale", "replicasets",
        "replicasets/scale",
        "statefulsets", "statefulsets/scale", "daemonsets", "controllerrevisions", "jobs", "cronjobs",
        "horizontalpodautoscalers", "poddisruptionbudgets", "ingresses", "networkpolicies", "endpointslices",
        "leases",
    ];

    /// <summary>More of what may be changed.</summary>
    private static readonly string[] Inner =
        ["secrets", "serviceaccounts/token", "pods/proxy", "services/proxy", "pods/exec",
            "pods/attach", "pods/portforward", "pods/eviction"];

    /// <summary>Creates what is missing.</summary>
    public static void Create(IResources resources)
    {
        var read = Rule(Read, Groups, [.. Plain, "resourcequotas", "limitranges"]);
        var namespaces = Rule(Read, [""], ["namespaces"]);
        var change = Rule(Write, Groups, [.. Plain, .. Inner]);
        var roles = Rule(Write, ["rbac.authorization.k8s.io"], ["roles", "rolebindings"]);
        var paths = new JsonObject { ["verbs"] = Words(["*"]), ["nonResourceURLs"] = Words(["*"]) };
        Put(resources, "cluster-admin", Rule(["*"], ["*"], ["*"]), paths);
        Put(resources, "admin", change, read, namespaces, roles);
        Put(resources, "edit", change, read, namespaces);
        Put(resources, "view", read, namespaces);
    }

    private static void Put(IResources resources, string name, params JsonObject[] rules)
    {
        if (resources.Get(Kinds.ClusterRole, null, name) is not null)
            return;
        resources.Create(Kinds.ClusterRole, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
            },
            ["rules"] = new JsonArray([.. rules.Select(r => r.DeepClone())]),
        });
    }

    private static JsonObject Rule(string[] verbs, string[] groups, string[] resources) => new()
    {
        ["apiGroups"] = Words(groups),
        ["resources"] = Words(resources),
        ["verbs"] = Words(verbs),
    };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(JsonNode? (w) => w)]);
}
