using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Puts all objects into one namespace, whatever the manifests say.</summary>
public static class NamespaceChoice
{
    /// <summary>
    /// The objects in that namespace; those outside namespaces stay outside. Namespace objects take its name,
    /// and what
    /// pointed to the namespaces that the manifests used (subjects of bindings, webhooks) points to it.
    /// </summary>
    public static IReadOnlyList<KubeObject> MoveTo(string ns, IReadOnlyList<KubeObject> objects)
    {
        var isClusterScoped = ClusterScope.Of(objects);
        var used = objects
            .Select(o => o.GroupKind is ("", "Namespace") ? o.Name : o.Namespace)
            .OfType<string>()
            .ToHashSet();
        return
        [
            .. objects.Select(o => o.With(json => Move(json, ns, o.GroupKind, isClusterScoped(o), used))),
        ];
    }

    private static void Move(
        JsonObject json,
        string ns,
        GroupKind kind,
        bool clusterScoped,
        HashSet<string> used
    )
    {
        var metadata = json["metadata"]!.AsObject();
        if (!clusterScoped)
            metadata["namespace"] = ns;
        switch (kind)
        {
            case ("", "Namespace"):
                metadata["name"] = ns;
                break;
            case ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding"):
                foreach (
                    var subject in Objects(json["subjects"])
                        .Where(s => (string?)s["kind"] == "ServiceAccount")
                )
                    Point(subject, ns, used);
                break;
            case (
                "admissionregistration.k8s.io",
                "MutatingWebhookConfiguration"
                    or "ValidatingWebhookConfiguration"
            ):
                foreach (var webhook in Objects(json["webhooks"]))
                    Point(webhook["clientConfig"]?["service"] as JsonObject, ns, used);
                break;
            case ("apiextensions.k8s.io", "CustomResourceDefinition"):
                Point(
                    json["spec"]?["conversion"]?["webhook"]?["clientConfig"]?["service"] as JsonObject,
                    ns,
                    used
                );
                break;
            case ("apiregistration.k8s.io", "APIService"):
                Point(json["spec"]?["service"] as JsonObject, ns, used);
                break;
        }
    }

    private static void Point(JsonObject? reference, string ns, HashSet<string> used)
    {
        if (reference is not null && ((string?)reference["namespace"] is not { } old || used.Contains(old)))
            reference["namespace"] = ns;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? list) =>
        list is JsonArray items ? items.OfType<JsonObject>() : [];
}
