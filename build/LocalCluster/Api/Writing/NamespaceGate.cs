using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>Nothing is created in a namespace that does not exist or is going.</summary>
internal sealed class NamespaceGate(ObjectStore store, KindRegistry kinds)
{
    public void CheckCreate(KindDefinition kind, ObjectKey key)
    {
        if (!kind.Kind.Namespaced)
            return;
        var ns = store.Get(ObjectKey.Of(Kinds.Namespace, null, key.Namespace))
            ?? throw Refusals.NotFound(kinds.Of(Kinds.Namespace), key.Namespace);
        if (!ns.Object.IsBeingDeleted())
            return;
        throw Refusals.Forbidden(
            kind,
            key.Name,
            $"unable to create new content in namespace {key.Namespace} because it is being terminated",
            new JsonArray(
                new JsonObject
                {
                    ["reason"] = "NamespaceTerminating",
                    ["message"] = $"namespace {key.Namespace} is being terminated",
                    ["field"] = "metadata.namespace",
                }
            )
        );
    }
}
