using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Puts objects that name no namespace into the application's, and lets those that name one stay there if the
/// environment allows it. Nothing is moved silently. Pure.
/// </summary>
public static class NamespaceChoice
{
    /// <summary>The objects in their namespaces; those outside namespaces stay outside.</summary>
    /// <remarks>
    /// What points to the application's namespace under its declared name (subjects of bindings, services of
    /// webhooks), or to none, follows it; what points elsewhere does not change.
    /// </remarks>
    /// <param name="policy">Where objects may be; null leaves all as they are.</param>
    /// <param name="objects">The rendered manifests.</param>
    public static PlacedManifests Place(NamespacePolicy? policy, IReadOnlyList<KubeObject> objects)
    {
        if (policy is null)
            return new PlacedManifests(objects, []);
        var isClusterScoped = ClusterScope.Of(objects);
        var (placed, strangers) = (new List<KubeObject>(), new List<KubeObject>());
        foreach (var obj in objects)
        {
            var isNamespace = obj.GroupKind is ("", "Namespace");
            var scoped = !isNamespace && isClusterScoped(obj);
            var ns = scoped ? policy.Home : policy.Resolve(isNamespace ? obj.Name : obj.Namespace);
            if (ns is null)
                strangers.Add(obj);
            else
                placed.Add(obj.WithAny(json => Place(json, obj, ns, scoped, policy)));
        }
        return new PlacedManifests(placed, strangers);
    }

    private static bool Place(
        JsonObject json,
        KubeObject obj,
        string ns,
        bool clusterScoped,
        NamespacePolicy policy
    )
    {
        var metadata = json["metadata"]!.AsObject();
        if (obj.GroupKind is ("", "Namespace"))
            metadata["name"] = ns;
        else if (!clusterScoped)
            metadata["namespace"] = ns;
        var references = References(json, obj.GroupKind).OfType<JsonObject>().ToList();
        foreach (var reference in references)
        {
            var written = Text(reference["namespace"]);
            reference["namespace"] = written is null ? ns : policy.Resolve(written) ?? written;
        }
        return references.Count > 0
            || (obj.GroupKind is ("", "Namespace") ? obj.Name != ns : !clusterScoped && obj.Namespace != ns);
    }

    private static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
            node = (node as JsonObject)?[step];
        return node;
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<JsonNode?> References(JsonObject json, GroupKind kind) =>
        kind switch
        {
            ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding") => Objects(json["subjects"])
                .Where(subject => Text(subject["kind"]) == "ServiceAccount"),
            (
                "admissionregistration.k8s.io",
                "MutatingWebhookConfiguration"
                    or "ValidatingWebhookConfiguration"
            ) => Objects(json["webhooks"]).Select(webhook => At(webhook, "clientConfig", "service")),
            ("apiextensions.k8s.io", "CustomResourceDefinition") =>
            [
                At(json, "spec", "conversion", "webhook", "clientConfig", "service"),
            ],
            ("apiregistration.k8s.io", "APIService") => [At(json, "spec", "service")],
            _ => [],
        };

    private static IEnumerable<JsonObject> Objects(JsonNode? list) =>
        list is JsonArray items ? items.OfType<JsonObject>() : [];
}

/// <summary>Manifests in their namespaces.</summary>
/// <param name="Objects">Those that may be where they are.</param>
/// <param name="Strangers">Those that name a namespace which the environment does not allow.</param>
public sealed record PlacedManifests(IReadOnlyList<KubeObject> Objects, IReadOnlyList<KubeObject> Strangers);
