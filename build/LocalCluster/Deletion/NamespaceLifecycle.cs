using System.Text.Json.Nodes;
using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;
using LocalCluster.Watching;

namespace LocalCluster.Deletion;

/// <summary>
/// Gives every namespace its default ServiceAccount and the cluster's certificate; empties namespaces that
/// are being deleted, and lets them go when nothing is left in them.
/// </summary>
internal sealed class NamespaceLifecycle(
    ObjectStore store,
    KindRegistry kinds,
    ResourceDeleter deleter,
    string authorityPem
) : IClusterComponent
{
    public async Task RunAsync(
        IResources resources,
        ClusterContext context,
        CancellationToken cancellationToken
    )
    {
        using var subscription = store.Watch(_ => true, null);
        await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
        {
            try
            {
                React(resources, change);
            }
            catch (ApiException e) when (e.Code is 403 or 404 or 409)
            {
                // Another client was faster; its change is handled separately.
            }
        }
    }

    private void React(IResources resources, StoreChange change)
    {
        var isNamespace = change.Stored.Key is { Group: "", Plural: "namespaces" };
        var name = isNamespace ? change.Stored.Key.Name : change.Stored.Key.Namespace;
        var removed = change.Type == ChangeType.Deleted;
        if (
            name.Length == 0
            || (isNamespace && removed)
            || !(isNamespace || removed || IsOurs(change.Stored))
        )
            return;
        if (store.Get(ObjectKey.Of(Kinds.Namespace, null, name)) is not { } ns)
            return;
        if (ns.Object.IsBeingDeleted())
            Empty(resources, name);
        else if (isNamespace || IsOurs(change.Stored))
            Furnish(resources, name);
    }

    private static bool IsOurs(Stored stored) =>
        stored.Key
            is { Plural: "serviceaccounts", Name: "default" }
                or { Plural: "configmaps", Name: "kube-root-ca.crt" };

    private void Furnish(IResources resources, string ns)
    {
        if (resources.Get(Kinds.ServiceAccount, ns, "default") is null)
            resources.Create(Kinds.ServiceAccount, Named(ns, "default"));
        if (resources.Get(Kinds.ConfigMap, ns, "kube-root-ca.crt") is not null)
            return;
        var map = Named(ns, "kube-root-ca.crt");
        map["data"] = new JsonObject { ["ca.crt"] = authorityPem };
        resources.Create(Kinds.ConfigMap, map);
    }

    private void Empty(IResources resources, string ns)
    {
        var left = kinds
            .Stored.Where(k => k.Kind.Namespaced)
            .SelectMany(k =>
                store.List(k.Kind.Group, k.Kind.Plural, ns).Objects.Select(o => (Kind: k, Object: o))
            )
            .ToList();
        foreach (var (kind, stored) in left.Where(l => !l.Object.Object.IsBeingDeleted()))
            deleter.Delete(kind, stored.Key, new DeleteOptions());
        var remaining = left.Any(l => store.Get(l.Object.Key) is not null);
        if (remaining || resources.Get(Kinds.Namespace, null, ns) is not { } current)
            return;
        current.Object("spec")?.Remove("finalizers");
        resources.Update(Kinds.Namespace, current, "finalize");
    }

    private static JsonObject Named(string ns, string name) =>
        new()
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        };
}
