using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>The API server's operations for parts of the same process, owned by one field manager.</summary>
internal sealed class ResourceClient(
    ObjectStore store,
    KindRegistry kinds,
    ResourceWriter writer,
    ResourceDeleter deleter,
    string manager
) : IResources
{
    public JsonObject? Get(ResourceKind kind, string? ns, string name) =>
        store.Get(ObjectKey.Of(kind, ns, name))?.Object.DeepClone().AsObject();

    public IReadOnlyList<JsonObject> List(
        ResourceKind kind,
        string? ns = null,
        Func<JsonObject, bool>? filter = null
    ) =>
        [
            .. store
                .List(kind.Group, kind.Plural, ns)
                .Objects.Where(o => filter is null || filter(o.Object))
                .Select(o => o.Object.DeepClone().AsObject()),
        ];

    public JsonObject Create(ResourceKind kind, JsonObject obj) =>
        Copy(writer.Create(kinds.Of(kind), obj.Namespace(), obj, new WriteOptions(manager)));

    public JsonObject Update(ResourceKind kind, JsonObject obj, string? subresource = null)
    {
        var definition = kinds.Of(kind);
        var options = new WriteOptions(manager) { Subresource = subresource };
        var key = ObjectKey.Of(kind, obj.Namespace(), obj.Name());
        return subresource == "scale"
            ? Copy(writer.Update(definition, key, live => Scales.Write(definition, live, obj), options))
            : Copy(writer.Update(definition, key, _ => obj, options));
    }

    public void Delete(
        ResourceKind kind,
        string? ns,
        string name,
        string propagation = "Background",
        long? graceSeconds = null,
        string? uid = null
    ) =>
        deleter.Delete(
            kinds.Of(kind),
            ObjectKey.Of(kind, ns, name),
            new DeleteOptions(propagation, graceSeconds, uid)
        );

    public async IAsyncEnumerable<Change> Watch(
        IReadOnlyCollection<ResourceKind> kindsToWatch,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var wanted = kindsToWatch.ToDictionary(k => (k.Group, k.Plural));
        using var subscription = store.Watch(key => wanted.ContainsKey((key.Group, key.Plural)), null);
        await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
        {
            var kind = wanted[(change.Stored.Key.Group, change.Stored.Key.Plural)];
            yield return new Change(change.Type, kind, change.Stored.Object, change.Stored.Version);
        }
    }

    private static JsonObject Copy(WriteResult result) => result.Object.DeepClone().AsObject();
}
